import type pg from "pg";
import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import type { Machine } from "#platform/journal/chain.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { filesWithin } from "#platform/journal/walk.ts";
import { keepingOf } from "./actions.ts";
import type { FileState } from "./decide.ts";
import { unsealedValues } from "./view.ts";

export interface OpenFacts {
  readonly id: Id;
  readonly area: AreaCode;
  readonly facts: Record<string, FactValue>;
}

/** An open file's facts without what is sealed; null for a closed one, and for one at rest. */
function openFacts(subject: Subject): OpenFacts | null {
  const file = subject.state["registry"] as FileState;
  const { sealed, deleted } = keepingOf(subject);
  if (file.status !== "open" || sealed !== undefined || deleted !== undefined) return null;
  return { id: subject.id, area: subject.area, facts: unsealedValues(file.facts) };
}

/** Every file of a scope, one after the other in flat memory: what an open one knows, without what is sealed. */
export async function* openFactsWithin(
  pool: pg.Pool,
  machine: Machine,
  scope: Scope,
): AsyncGenerator<OpenFacts | null> {
  for await (const subject of filesWithin(pool, machine, scope)) yield openFacts(subject);
}
