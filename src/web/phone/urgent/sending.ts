import type { PublicReceipt } from "#capabilities/concern/words.ts";
import { ask } from "../server.ts";
import { learnKnown } from "./known.ts";
import { keepUrgent, lookForUrgent, type Urgent, urgentReports } from "./store.ts";
import { isUrgentWaiting } from "./waiting.ts";

const AGAIN_MS = 60_000;

/** Refusals after which another place has to be chosen. */
const ofPlace: readonly string[] = ["area.unknown", "concern.not_served"];

/** One that waits, as far as it can go now: what it is called again, and not a word of it. */
async function sendOne({ id, area, box, at }: Urgent): Promise<void> {
  if (area === null || box === undefined) return;
  const answer = await ask<PublicReceipt>("POST", "/api/concern/public/sealed", { id, area, box });
  if (answer.kind === "ok" && typeof answer.body.number === "string")
    await keepUrgent({ id, area, at, number: answer.body.number });
  else if (answer.kind === "refused")
    await keepUrgent({ id, area: ofPlace.includes(answer.code) ? null : area, box, at, refusal: answer.sentence });
}

let under: Promise<void> | undefined;

async function sendAll(): Promise<void> {
  for (const report of await urgentReports()) await sendOne(report);
}

/** Sends what waits; asked twice at once it sends once. */
export function sendUrgent(): Promise<void> {
  under ??= sendAll().finally(() => {
    under = undefined;
  });
  return under;
}

let begun = false;
let here: string | undefined;

/** Without signal at first nothing is known yet: asked again whenever there may be some. */
function attempt(): void {
  void learnKnown(here);
  if (isUrgentWaiting()) void sendUrgent().catch(() => undefined);
}

/** For as long as the page is open: whenever there is signal again, and each minute while something waits. */
export function beginUrgent(area: string | undefined): void {
  here = area ?? here;
  attempt();
  if (begun) return;
  begun = true;
  void lookForUrgent().then(attempt, () => undefined);
  addEventListener("online", attempt);
  document.addEventListener("visibilitychange", attempt);
  setInterval(attempt, AGAIN_MS);
}
