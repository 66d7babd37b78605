import { type Contested, contestedAfter, contestedListed, type VerifyingWorld } from "#capabilities/anomaly/index.ts";
import { VerifyAnomaly, VerifyUnregistered } from "#capabilities/anomaly/words.ts";
import { leftOf } from "#capabilities/declaration/index.ts";
import { fileOf, isSealed } from "#capabilities/registry/index.ts";
import { factsSchema } from "#capabilities/registry/words.ts";
import { disputedIn } from "#capabilities/visit/decide.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Actor } from "#kernel/actor.ts";
import type { Dispute, SentCommand } from "./words.ts";

/**
 * What a visit said and the file, after it, says otherwise: both values, for whoever sent the visit to decide. Asked
 * again after a lost answer it is read from the file as it stands by then. Nothing sealed is asked about.
 */
function disputesAfter(subject: Subject, body: Readonly<Record<string, unknown>>): Dispute[] {
  const file = fileOf(subject);
  const seen = factsSchema.safeParse(body["seen"]);
  const facts = factsSchema.safeParse(body["facts"] ?? {});
  if (!seen.success || !facts.success) return [];
  const disputed = disputedIn(file, { facts: facts.data, seen: seen.data });
  return Object.entries(disputed).flatMap(([key, mine]): Dispute[] => {
    if (isSealed(key)) return [];
    const theirs = file.facts[key];
    const value = (theirs?.value ?? null) as Dispute["theirs"];
    return [{ key, mine: mine as Dispute["mine"], theirs: value, on: theirs?.on ?? null }];
  });
}

const asDispute = (one: Contested): Dispute => ({
  ...one,
  mine: one.mine as Dispute["mine"],
  theirs: one.theirs as Dispute["theirs"],
});

/** The same of an answer to an anomaly. */
async function contested(world: VerifyingWorld, actor: Actor, subject: Subject, sent: SentCommand): Promise<Dispute[]> {
  if (sent.no === undefined) {
    const answer = VerifyUnregistered.parse({ ...sent.body, id: sent.id });
    return (await contestedListed(world, actor, subject.id, answer)).map(asDispute);
  }
  const { verdict, facts } = VerifyAnomaly.parse({ ...sent.body, id: sent.id });
  const command = { id: sent.id, no: sent.no, verdict, ...(facts && { facts }) };
  const found = await contestedAfter(world, actor, subject, command);
  return found.map(asDispute);
}

/** The parts of a declaration as its questions are called: a part goes as a whole, and so it is told. */
const partOf = (key: string): string => {
  const [who = "", part] = key.split(".");
  return `declaration.${who === "carer" ? "carer" : part === "away" ? "away" : "parent"}`;
};

/** What of a confirmed declaration its file did not take. Said and no more: half of it taken by hand would mix two people. */
async function leftOut(world: VerifyingWorld, actor: Actor, { id }: Subject, sent: SentCommand): Promise<Dispute[]> {
  const left = await leftOf(world, actor, String(sent.body["declarationId"]), id);
  return [...new Set(left.map(partOf))].map((key) => ({ key, mine: null, theirs: null, on: null }));
}

/** What of a stored command stands against the file: asked of its sender. */
export async function disputesOf(
  world: VerifyingWorld,
  actor: Actor,
  subject: Subject,
  sent: SentCommand,
): Promise<Dispute[]> {
  if (sent.operation === "anomaly.verify") return contested(world, actor, subject, sent);
  if (sent.operation === "declaration.confirm") return leftOut(world, actor, subject, sent);
  return sent.operation === "visit.record" ? disputesAfter(subject, sent.body) : [];
}
