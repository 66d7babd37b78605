import { type Day, dayOf } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { GradeState } from "#capabilities/grade/decide.ts";
import type { Entrustment } from "#capabilities/policy/words.ts";
import type { FileState } from "#capabilities/registry/decide.ts";
import type { Drafted, FoldEntry, Reaction, SubjectState } from "#platform/journal/ledger.ts";
import { type EntrustmentState, initial, standing } from "./decide.ts";
import { doubtsIn, tasksOfDoubt } from "./doubt.ts";
import { kinds } from "./words.ts";

/** The policy's part on agreements for an area on a day. */
export type EntrustmentFor = (area: AreaCode, day: Day) => Entrustment;

const factsOf = (state: SubjectState | null): FileState["facts"] =>
  (state?.["registry"] as FileState | undefined)?.facts ?? {};

/** Whether the policy asks for an agreement for this child on a day. */
export function isNeeded(state: SubjectState, { for: wanted }: Pick<Entrustment, "for">, day: Day): boolean {
  const spans = (state["grade"] as GradeState | undefined)?.assessed?.spans ?? [];
  const now = spans.find(({ from, to }) => from <= day && (to === null || day < to));
  return now?.categories.some((category) => wanted.includes(category)) ?? false;
}

/** Who found it, as the entry of a visit in the same step names them. */
const finderIn = (entries: readonly FoldEntry[]): string => {
  const visitor = entries.find(({ kind }) => kind === "visit.recorded")?.body["visitor"];
  return typeof visitor === "string" ? visitor : "";
};

/**
 * A visit that finds the carer unable: at once, in the same transaction, the parents are to be told and another carer is to be
 * chosen (粤民发〔2024〕32号 五5). What a survey or a department brings is noted for the list, and is nobody's task by itself.
 */
export const doubtReaction =
  (entrustmentFor: EntrustmentFor): Reaction =>
  ({ before, after, entries, area }) => {
    const last = entries.findLast(({ kind }) => kind === "registry.facts_recorded" || kind === "registry.child_registered");
    if (!last) return [];
    const day = typeof last.body["day"] === "string" ? last.body["day"] : dayOf(new Date(last.occurredAt));
    const policy = entrustmentFor(area, day);
    const held = (after["entrustment"] as EntrustmentState | undefined) ?? initial;
    const now = doubtsIn(factsOf(after), policy.doubts);
    const by = finderIn(entries);
    if (held.doubt) {
      const over = held.doubt.byFacts && now.length === 0;
      return over ? [{ kind: kinds.settled, body: { day, by, note: "" } }] : [];
    }
    const known = new Set(doubtsIn(factsOf(before), policy.doubts).map(({ id }) => id));
    const found = now.filter(({ id }) => !known.has(id));
    if (found.length === 0 || !(standing(held) || isNeeded(after, policy, day))) return [];
    const body = { day, by, why: found.map(({ title }) => title).join("；"), byFacts: true };
    const doubted: Drafted = { kind: kinds.doubted, body };
    return last.body["source"] === "visit" ? [doubted, ...tasksOfDoubt(policy.terms, day, by)] : [doubted];
  }; // prettier-ignore
