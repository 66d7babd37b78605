import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Verdict } from "#capabilities/anomaly/words.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { type Key, text } from "../language/text.ts";
import type { ChildFile } from "../registry/file.ts";
import type { AnomalyHere } from "../sync/shown.ts";
import type { Question } from "../visit/question.ts";

/** An answer as it is being filled in. */
export interface Answering {
  readonly verdict: Verdict | "";
  readonly note: string;
  /** What is right, where both were wrong. */
  readonly facts: Readonly<Record<string, FactValue>>;
}

export const unanswered: Answering = { verdict: "", note: "", facts: {} };

/** Facts that can be put right here: a move to another village goes another way. */
export const questionsOf = ({ facts }: AnomalyHere): Question[] =>
  facts.flatMap(({ key, label }) => {
    const spec = factByKey.get(key);
    if (!spec || key === "residence.area") return [];
    return [{ key, label, group: "", type: spec.type, options: spec.options ?? null, last: null }];
  });

export function verdictsOf(anomaly: AnomalyHere): Verdict[] {
  const all: Verdict[] = ["right", "wrong", "corrected", "moved"];
  return all.filter((one) => one !== "corrected" || questionsOf(anomaly).length > 0);
}

const given = (facts: Answering["facts"]): Record<string, FactValue> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ""));

/** What is still wanted; undefined where the answer can be kept. */
export function wanted({ verdict, note, facts }: Answering): Key | undefined {
  if (verdict === "") return "anomaly.want_verdict";
  if (verdict === "corrected" && Object.keys(given(facts)).length === 0) return "anomaly.want_facts";
  return note.trim().length < 2 ? "anomaly.want_how" : undefined;
}

/** What the answer does to the file, before it is given. */
export function meaningOf({ finding, facts }: AnomalyHere, verdict: Verdict): string {
  if (verdict !== "right") return text(`anomaly.means_${verdict}`);
  const changes = facts.length > 0 && finding !== "surplus";
  return text(changes ? "anomaly.means_right" : "anomaly.means_right_same");
}

/** `seen`: what the file said when the answer was given; of what is known by its ends alone nothing can be said. */
export function messageOf(anomaly: AnomalyHere, file: ChildFile, { verdict, note, facts }: Answering): Record<string, unknown> {
  const held = new Map(file.facts.map(({ key, value }) => [key, value]));
  const shown = anomaly.facts.filter(({ masked }) => !masked);
  return {
    verdict,
    note: note.trim(),
    ...(verdict === "corrected" && { facts: given(facts) }),
    seen: Object.fromEntries(shown.map(({ key }) => [key, held.get(key) ?? null])),
  };
} // prettier-ignore
