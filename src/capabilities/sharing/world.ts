import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { World } from "#capabilities/registry/index.ts";
import type { Catalogue } from "./catalogueWords.ts";
import type { Present } from "./decide.ts";

export interface SharingWorld extends World {
  readonly pool: pg.Pool;
  readonly catalogue: Catalogue;
}

export const presentOf = ({ clock }: Pick<SharingWorld, "clock">, { personId, name, post }: Actor): Present => ({
  today: today(clock),
  by: { id: personId, name, post },
});
