import type pg from "pg";
import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Day, dayOf, noLater } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict } from "#kernel/problem.ts";
import {
  fileOf,
  isNumber,
  isSealed,
  keepingOf,
  presentFor,
  recordFacts,
  type World,
} from "#capabilities/registry/index.ts";
import { type Known, readFacts, sameValue } from "#capabilities/registry/decide.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import { inScope, type TransactionScope } from "#platform/db/scope.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Drafted, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { entriesOf } from "#platform/journal/store.ts";
import {
  type Anomaly, answerAfter, type Answering, answerLate, factsGiven, type Held, heldAnswer, openAnomaly, replaceAnswer, takenBack, verifyAnomaly,
} from "./decide.ts"; // prettier-ignore
import { hasSeenHeld } from "./hasSeen.ts";
import { anomaliesOf } from "./store.ts";
import { type Undone, undoneFacts } from "./undone.ts";
import { kinds, type VerifyAnomaly } from "./words.ts";

/* An answer on a child's file: at the desk, or made on a phone hours ago, when the file and its anomaly may be others. */

export interface VerifyingWorld extends World {
  readonly pool: pg.Pool;
}

type Facts = Readonly<Record<string, unknown>>;
type Told = Awaited<ReturnType<typeof entriesOf>>;

/** The file's entries of before it moved here are read too. It is reached where it lies now, or not at all. */
const withChild = (actor: Actor, child: Id): Actor => {
  const scope: TransactionScope = { ...actor.scope, child };
  return { ...actor, scope };
};

/**
 * Facts that somebody else has changed since the sender saw them; of what the sender was not shown, since the day of the
 * answer. They are not taken over, and come back as questions.
 */
function changedSince(
  file: Readonly<Record<string, Known>>,
  given: Facts,
  seen: Facts | undefined,
  day: Day,
): string[] {
  if (seen === undefined) return [];
  return Object.entries(readFacts(given)).flatMap(([key, mine]) => {
    const known = file[key];
    const now = known?.value ?? null;
    const isOther = Object.hasOwn(seen, key)
      ? !sameValue(now, seen[key] as Known["value"] | null)
      : known !== undefined && known.on > day;
    return isOther && !sameValue(now, mine) ? [key] : [];
  });
}

interface Verifying {
  readonly world: VerifyingWorld;
  readonly actor: Actor;
  readonly no: number;
  readonly command: VerifyAnomaly;
  readonly present: Answering;
  readonly isFromPhone: boolean;
}

const without = <T>(values: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));

/** What goes back with an answer that replaces another: whatever that one changed, and this one says nothing of. */
function goesBack(entries: Told, no: number, anomaly: Anomaly, { verdict, facts = {} }: Pick<Sent, "verdict" | "facts">): Undone {
  if (verdict === "right") return { standing: {}, displaced: {} };
  const { standing, displaced } = undoneFacts(entries, no);
  // what followed from a fact that is corrected anew follows from it again
  const keys = Object.keys(standing).filter((key) => verdict === "corrected" && !Object.hasOwn(anomaly.facts, key));
  const given = [...Object.keys(facts), ...keys];
  return { standing: without(standing, given), displaced: without(displaced, given) };
} // prettier-ignore

/** What the file takes over with an answer. Errors: registry.file_closed where a closed file should be corrected. */
function withFacts({ world, actor, no, command, present }: Verifying, subject: Subject, anomaly: Anomaly, [answer]: Drafted[], before: Told = []): Drafted[] {
  if (!answer) return [];
  const { facts, source, reason } = factsGiven(anomaly, command);
  const file = fileOf(subject);
  const { standing, displaced } = goesBack(before, no, anomaly, command);
  const isClosed = file.status !== "open" && command.verdict !== "corrected";
  // what the answer itself changed was seen with it by whoever replaces it, and is nobody else's
  const open = without<unknown>(facts, Object.keys(undoneFacts(before, no).standing));
  const others = Object.keys(displaced).filter((key) => !sameValue(file.facts[key]?.value ?? null, displaced[key] ?? null));
  const disputed = [...others, ...(isClosed ? Object.keys(standing) : changedSince(file.facts, open, command.seen, present.today))];
  const taken = isClosed ? {} : without<unknown>({ ...standing, ...facts }, disputed);
  const body = { ...answer.body, ...(disputed.length > 0 && { disputed }) };
  const how = presentFor(world, actor, subject);
  const recorded = Object.keys(taken).length === 0 ? [] : recordFacts(file, { facts: taken, day: present.today, source, reason }, how);
  return [{ ...answer, body }, ...recorded];
} // prettier-ignore

/** A phone's, made before it could know that the list has taken it back. Errors: anomaly.closed (409), anomaly.not_listed, those of RecordFacts. */
function afterWithdrawal({ no, command, present, isFromPhone }: Verifying, entries: Told): Drafted[] {
  const back = takenBack(entries, no);
  if (!back || !isFromPhone) throw conflict("anomaly.closed", { no });
  readFacts(factsGiven(back.anomaly, command).facts); // what could not have been taken is not kept either
  return answerAfter(back, no, command, present);
}

/** One that is not open any more: answered anew knowingly, or late. Errors: anomaly.closed (409), anomaly.not_listed, those of RecordFacts. */
async function afterOthers(verifying: Verifying, subject: Subject, db: Queryable): Promise<Drafted[]> {
  const { world, actor, no, command, present } = verifying;
  const entries = await entriesOf(db, world.journal.machine, subject);
  const held = heldAnswer(entries, no);
  if (!held) return afterWithdrawal(verifying, entries);
  const { over, seen } = command;
  const isUnseen = over !== held.verdict || !hasSeenHeld(entries, no, actor.personId, seen);
  const isLate = over === undefined || (verifying.isFromPhone && isUnseen);
  if (isLate) {
    readFacts(factsGiven(held.anomaly, command).facts); // what could not have been taken is not kept either
    return answerLate(held, no, command, present);
  }
  // whoever has seen the answer that held comes after it: dated before, what it says would lose against that one's facts
  const later = { ...present, today: held.day > present.today ? held.day : present.today };
  const replaced = replaceAnswer(held, no, { ...command, over }, later);
  return withFacts({ ...verifying, present: later }, subject, held.anomaly, replaced, entries);
}

/** The day of the answer: never after the server's today. */
const dayFor = (world: VerifyingWorld, occurredAt: string | undefined): Day =>
  occurredAt === undefined ? today(world.clock) : noLater(dayOf(new Date(occurredAt)), today(world.clock));

/**
 * Answers an anomaly on the child's file. occurredAt: when a phone made the command; where somebody else has answered by
 * then it is kept beside that answer (anomaly.answered_late), and where the list has taken it back, as what was seen
 * (anomaly.seen_after). Errors: journal.not_found, anomaly.unknown (404),
 * anomaly.closed (409), anomaly.not_listed, those of RecordFacts.
 */
export const verify = (
  world: VerifyingWorld,
  actor: Actor,
  childId: Id,
  no: number,
  command: VerifyAnomaly,
  occurredAt?: string,
): Promise<Receipt> =>
  world.journal.decide(
    {
      actor: withChild(actor, childId),
      commandId: command.id,
      content: { operation: "anomaly.verify", command, no },
      ...(occurredAt && { occurredAt }),
    },
    childId,
    (subject, db) => {
      requireReadable(keepingOf(subject), actor, world.clock.now());
      const state = anomaliesOf(subject);
      const present = { today: dayFor(world, occurredAt), name: actor.name };
      const verifying = { world, actor, no, command, present, isFromPhone: occurredAt !== undefined };
      const isOver = !state.open[String(no)] && no <= state.count;
      if (isOver && (verifying.isFromPhone || command.over !== undefined)) return afterOthers(verifying, subject, db);
      return withFacts(verifying, subject, openAnomaly(state, no), verifyAnomaly(state, no, command, present));
    },
  );

/** What an answer of a phone and the file say otherwise: a question to whoever sent it. */
export interface Contested {
  readonly key: string;
  readonly mine: FactValue | null;
  readonly theirs: FactValue | null;
  readonly on: Day | null;
  readonly by?: string;
}

/** A command as it was sent. */
type Sent = Pick<VerifyAnomaly, "verdict" | "facts"> & { readonly id: Id; readonly no: number };

/** Facts of an answer that the file says otherwise by now. Nothing sealed, and no numbers: they stay with the server. */
function factsAgainst(subject: Subject, given: Facts, keys: readonly string[]): Contested[] {
  const { facts } = fileOf(subject);
  return Object.entries(readFacts(given)).flatMap(([key, mine]) => {
    const theirs = facts[key]?.value ?? null;
    if (!keys.includes(key) || isSealed(key) || isNumber(key) || sameValue(mine, theirs)) return [];
    return [{ key, mine, theirs, on: facts[key]?.on ?? null }];
  });
}

/** What the file would say by an answer, with what goes back by it. */
const factsBy = (before: Told, { no, ...sent }: Sent, { anomaly }: Held): Facts => {
  const { standing, displaced } = goesBack(before, no, anomaly, sent);
  return { ...standing, ...displaced, ...(sent.verdict === "right" ? anomaly.facts : sent.facts) };
};

/** `own`: the entry of the late answer. One that meant to replace this verdict and did not know what it says by now: that is asked. */
function afterLate(subject: Subject, sent: Sent, held: Held, before: Told, own: Told[number]): Contested[] {
  const { no, verdict, facts = {} } = sent;
  if (verdict === held.verdict) return factsAgainst(subject, facts, Object.keys(facts));
  const given = own.body["over"] === held.verdict ? factsBy(before, sent, held) : {};
  const asked = factsAgainst(subject, given, Object.keys(given));
  if (asked.length > 0) return asked;
  return [{ key: `anomaly.${no}`, mine: verdict, theirs: held.verdict, on: held.day, by: held.verifier }];
} // prettier-ignore

/** Of a command that was stored: the verdict that holds instead of its own, or facts that were not taken. */
export async function contestedAfter(world: VerifyingWorld, actor: Actor, subject: Subject, sent: Sent): Promise<Contested[]> {
  const { machine } = world.journal;
  const { scope } = withChild(actor, subject.id);
  const entries = await inScope(world.pool, scope, (db) => entriesOf(db, machine, subject), { readOnly: true });
  const own = entries.find(({ id }) => id === sent.id);
  const held = heldAnswer(entries, sent.no);
  if (!own || !held) return [];
  const before = entries.filter(({ seq }) => seq < own.seq);
  if (own.kind === kinds.answeredLate) return afterLate(subject, sent, held, before, own);
  const disputed = Array.isArray(own.body["disputed"]) ? own.body["disputed"].map(String) : [];
  return factsAgainst(subject, factsBy(before, sent, held), disputed);
} // prettier-ignore
