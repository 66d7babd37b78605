import { waitAfter } from "#engines/outbox/outbox.ts";
import type { Village } from "#capabilities/sync/words.ts";
import { ask } from "../server.ts";
import type { Keep } from "./keep.ts";
import { forgetLooks, looksIn, TOLD_MOST } from "./looks.ts";
import { heldSeqs } from "./parts.ts";
import { type Met, ownerOf, refused, send, strange } from "./sending.ts";
import { text } from "../language/text.ts";

const isVillage = (body: unknown): body is Village =>
  typeof body === "object" && body !== null && Array.isArray((body as { files?: unknown }).files);

/** Asks what has changed in the village until nothing more has. */
async function learn(keep: Keep): Promise<Met | undefined> {
  for (;;) {
    const have = heldSeqs(keep.files, keep.village);
    const { day = null, policy = null, shape = 0 } = keep.village ?? {};
    const asked = Date.now();
    const looks = looksIn(keep).slice(0, TOLD_MOST);
    const answer = await ask<unknown>("POST", "/api/sync/village", {
      ...ownerOf(keep),
      have,
      day,
      policy,
      shape,
      unsent: keep.unsent,
      ...(keep.village?.own && { own: keep.village.own.mark }),
      ...(looks.length > 0 && { looks }),
    });
    if (answer.kind !== "ok") return refused(answer);
    if (!isVillage(answer.body)) return strange;
    await forgetLooks(keep, looks);
    await keep.learn(answer.body, (asked + Date.now()) / 2);
    if (!answer.body.more) return undefined;
  }
}

/** Meets the server once: what waits goes out first, then the village comes. */
export async function meetOnce(keep: Keep): Promise<Met> {
  return (await send(keep)) ?? (await learn(keep)) ?? { kind: "met" };
}

const OFTEN_MS = 60_000;
const SELDOM_MS = 15 * 60_000;

/** Meets the server by itself: at once, whenever there is news, and again after a while. */
export class Meetings {
  readonly #keep: Keep;
  readonly #told: (met: Met) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #again = false;
  #failures = 0;
  #over = false;

  constructor(keep: Keep, told: (met: Met) => void) {
    this.#keep = keep;
    this.#told = told;
  }

  /** Now, or as soon as the present meeting is over. */
  meet(): void {
    if (this.#over) return;
    if (this.#running) this.#again = true;
    else void this.#run();
  }

  /** There is a network again, or somebody asks: how often it failed before says nothing of now. */
  afresh(): void {
    this.#failures = 0;
    this.meet();
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running = true;
    this.#again = false;
    this.#told({ kind: "under_way" });
    const met = await meetOnce(this.#keep).catch((thrown: unknown): Met => {
      this.#keep.lost();
      // a full disk: what was answered goes out again, and is stored once
      return {
        kind: "away",
        sentence: thrown instanceof Error && thrown.name === "QuotaExceededError" ? text("keep.full") : "",
      };
    });
    this.#running = false;
    if (this.#over) return;
    this.#failures = met.kind === "met" ? 0 : this.#failures + 1;
    this.#told(met);
    if (this.#again) return this.meet();
    const calm = this.#keep.unsent > 0 ? OFTEN_MS : SELDOM_MS;
    const wait =
      met.kind === "met"
        ? calm
        : Math.max(waitAfter(this.#failures, Math.random()), met.kind === "away" ? 0 : OFTEN_MS);
    this.#timer = setTimeout(() => this.meet(), wait);
  }
}
