import type { PublicReceipt } from "#capabilities/concern/words.ts";
import { ask } from "../server.ts";
import { learnKnown, type Place } from "./known.ts";
import { nextOf } from "./next.ts";
import { keepUrgent, lookForUrgent, type Urgent, urgentReports } from "./store.ts";
import { isUrgentWaiting } from "./waiting.ts";

const LOOK_MS = 30_000;

/** How often a report failed in a row and until when it rests, for as long as the page is open. */
const resting = new Map<string, { readonly failures: number; readonly until: number }>();

/** What the server refused, told beside the report; not where somebody chose another place or let go of it meanwhile. */
async function refuse({ id, area }: Urgent, said: Partial<Urgent>): Promise<void> {
  const kept = (await urgentReports()).find((one) => one.id === id);
  if (kept?.box !== undefined && kept.area === area) await keepUrgent({ ...kept, ...said });
}

/** One that waits, as far as it can go now: what it is called again, and not a word of it. */
async function sendOne(report: Urgent): Promise<void> {
  const { id, area, place, box, at, stuck } = report;
  const { failures, until } = resting.get(id) ?? { failures: 0, until: 0 };
  if (area === null || box === undefined || stuck || Date.now() < until) return;
  const sentAt = new Date().toISOString();
  const answer = await ask<PublicReceipt>("POST", "/api/concern/public/sealed", { id, area, box, sentAt });
  const next = nextOf(answer, failures, Math.random());
  if (next.kind === "arrived")
    return keepUrgent({ id, area, at, number: next.number, ...(place !== undefined && { place }) });
  if (next.kind === "later") resting.set(id, { failures: failures + 1, until: Date.now() + next.wait });
  if (answer.kind !== "refused") return;
  const said = { refusal: answer.sentence };
  if (next.kind === "later") return refuse(report, said);
  await refuse(report, next.kind === "place" ? { ...said, area: null } : { ...said, stuck: true });
  // sealed for a key that this server has not: what is written from now on opens
  if (answer.code === "concern.box_closed") await learnKnown(undefined, true);
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

/** A person says so, or there is signal again: nothing rests. */
export function sendNow(): Promise<void> {
  resting.clear();
  return sendUrgent();
}

let begun = false;
let here: Place | undefined;

/** Without signal at first nothing is known yet: asked again whenever there may be some. */
const attempt = (send: () => Promise<void>) => (): void => {
  void learnKnown(here);
  if (isUrgentWaiting()) void send().catch(() => undefined);
};

/** For as long as the page is open: whenever there is signal again, and while something waits by itself, less and less often. */
export function beginUrgent(person: Place | undefined): void {
  here = person ?? here;
  const look = attempt(sendUrgent);
  look();
  if (begun) return;
  begun = true;
  void lookForUrgent().then(look, () => undefined);
  addEventListener("online", attempt(sendNow));
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK_MS);
}
