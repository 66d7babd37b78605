import type { Actor } from "#kernel/actor.ts";
import { notFound } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";

/** The part of the actor's own area that is asked for; anything else does not exist. */
export function narrowed(actor: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return actor.scope;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}
