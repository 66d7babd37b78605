import { waitAfter } from "#engines/outbox/outbox.ts";
import type { Me } from "#capabilities/account/words.ts";
import type { BatchAnswers, Village } from "#capabilities/sync/words.ts";
import { type Answer, ask } from "../server.ts";
import type { Keep } from "./keep.ts";
import type { Kept } from "./kept.ts";
import { heldSeqs } from "./parts.ts";

/** How the last meeting with the server went; what the strip above every page says. */
export type Met =
  | { readonly kind: "never" | "under_way" | "met" }
  /** No signal, a page of somebody else's, a server that gave out: tried again by itself. */
  | { readonly kind: "away"; readonly sentence: string }
  /** The session has ended: work goes on, sending waits for the person. */
  | { readonly kind: "out" }
  /** The server has read the call and says no. */
  | { readonly kind: "refused"; readonly code: string; readonly sentence: string };

const BATCH = 20;

const ownerOf = (keep: Keep): Pick<Me, "personId" | "area"> => {
  const { personId = "", area = "" } = keep.standing?.me ?? {};
  return { personId, area };
};

const messageOf = (keep: Keep, batch: readonly Kept[]): unknown => ({
  ...ownerOf(keep),
  sentAt: new Date().toISOString(),
  unsent: keep.unsent,
  commands: batch.map(({ id, needs, content: { operation, childId, at, no, body } }) => ({
    id, operation, childId, at, needs, ...(no !== undefined && { no }), body,
  })),
}); // prettier-ignore

const isBatchAnswers = (body: unknown): body is BatchAnswers =>
  typeof body === "object" && body !== null && Array.isArray((body as { answers?: unknown }).answers);
const isVillage = (body: unknown): body is Village =>
  typeof body === "object" && body !== null && Array.isArray((body as { files?: unknown }).files);

function refused(answer: Exclude<Answer<unknown>, { kind: "ok" }>): Met {
  if (answer.kind === "unsure") return { kind: "away", sentence: answer.sentence };
  if (answer.code === "account.not_signed_in") return { kind: "out" };
  return { kind: "refused", code: answer.code, sentence: answer.sentence };
}

const strange: Met = { kind: "away", sentence: "" };

/** Sends what waits, batch after batch. Whatever happens on the way, nothing leaves the outbox without its receipt. */
async function send(keep: Keep): Promise<Met | undefined> {
  for (let most = BATCH; ;) {
    const batch = keep.take(most);
    if (batch.length === 0) return undefined;
    const answer = await ask<unknown>("POST", "/api/sync/batches", messageOf(keep, batch));
    if (answer.kind !== "ok") {
      keep.lost();
      const tooLarge = answer.kind === "refused" && answer.code === "http.too_large" && batch.length > 1;
      if (!tooLarge) return refused(answer);
      most = Math.ceil(batch.length / 2);
      continue;
    }
    if (!isBatchAnswers(answer.body)) {
      keep.lost();
      return strange;
    }
    await keep.settle(answer.body.answers);
    if (answer.body.answers.some(({ kind }) => kind === "later")) return strange;
  }
}

/** Asks what has changed in the village until nothing more has. */
async function learn(keep: Keep): Promise<Met | undefined> {
  for (;;) {
    const have = heldSeqs(keep.files, keep.village);
    const { day = null, policy = null } = keep.village ?? {};
    const asked = Date.now();
    const answer = await ask<unknown>("POST", "/api/sync/village", {
      ...ownerOf(keep),
      have,
      day,
      policy,
      unsent: keep.unsent,
    });
    if (answer.kind !== "ok") return refused(answer);
    if (!isVillage(answer.body)) return strange;
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
      return { kind: "away", sentence: thrown instanceof Error && thrown.name === "QuotaExceededError" ? FULL : "" };
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

export const FULL = "手机存满了，存不下新的内容。请删掉一些照片或应用，腾出地方。";
