import type pg from "pg";
import { fileOf } from "#capabilities/registry/index.ts";
import { nation } from "#kernel/scope.ts";
import type { Machine } from "#platform/journal/chain.ts";
import { openFiles } from "#platform/journal/walk.ts";

/** Names in clear, for tables that stand beside ours and seal nothing. */
export interface Named {
  readonly childId: string;
  readonly name: string;
  readonly guardian: string;
  /** The whole state as text. */
  readonly state: string;
}

export async function namesOf(owner: pg.Pool, machine: Machine): Promise<Named[]> {
  const named: Named[] = [];
  for await (const file of openFiles(owner, machine, nation)) {
    const text = (key: string): string => String(fileOf(file).facts[key]?.value ?? "");
    const state = JSON.stringify(file.state);
    named.push({ childId: file.id, name: text("name"), guardian: text("guardian.name"), state });
  }
  return named;
}
