import type pg from "pg";
import { fileOf, keepingOf } from "#capabilities/registry/index.ts";
import type { ComparisonItem } from "#capabilities/policy/index.ts";
import type { Id } from "#kernel/id.ts";
import type { Scope } from "#kernel/scope.ts";
import type { Machine } from "#platform/journal/chain.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { filesWithin } from "#platform/journal/walk.ts";
import { fields } from "./lines.ts";
import type { Kin } from "./parents.ts";

/* The ledger's side of a comparison. */

const either = (facts: ReturnType<typeof fileOf>["facts"], ...keys: readonly string[]): string => {
  const key = keys.find((one) => facts[one] !== undefined);
  return key === undefined ? "" : String(facts[key]?.value ?? "");
};

/** Who the child is, in the order of `fields`: whoever cares for it stands for its household. */
export function whoIs(subject: Subject): string[] {
  const { facts } = fileOf(subject);
  return fields.map(({ key }) => {
    if (key === "village") return subject.area;
    if (key === "guardian.name") return either(facts, "guardian.name", "carer.name", "father.name", "mother.name");
    if (key === "guardian.phone") return either(facts, "guardian.phone", "carer.phone", "father.phone", "mother.phone");
    return either(facts, key);
  });
}

/** Whether a file is at rest: its child is known again on a list, and nothing is said of it to anybody (个人信息保护法 47). */
export const isAtRest = (subject: Subject): boolean => keepingOf(subject).sealed !== undefined;

/** Files that a list may speak of: open ones, and closed ones where it matters why; sealed ones only to be known again. */
export async function* ledgerOf(
  world: { readonly pool: pg.Pool; readonly machine: Machine },
  scope: Scope,
  item: ComparisonItem,
): AsyncGenerator<Subject> {
  const closed = new Set(item.surplus?.closed ?? []);
  for await (const subject of filesWithin(world.pool, world.machine, scope)) {
    const file = fileOf(subject);
    if (isAtRest(subject) && file.status !== "none") yield subject;
    else if (file.status === "open" || (file.status === "closed" && closed.has(file.closed ?? ""))) yield subject;
  }
}

/** Children by the number under which the linkage knows them. */
export class Children {
  readonly ids: Id[] = [];
  /** By number: whether the child ought to be on the list. */
  readonly wanted: boolean[] = [];
  /** Id numbers of those who have grown up and have a file still: they may have to leave a list (应退未退). */
  readonly grown = new Set<string>();
  /** Numbers of those whose files are at rest. */
  readonly resting = new Set<number>();
  /** Of a parents' list: whose parent it is, by number. */
  readonly kin = new Map<number, Kin[]>();

  add(id: Id, isWanted: boolean): number {
    this.wanted.push(isWanted);
    return this.ids.push(id) - 1;
  }
}
