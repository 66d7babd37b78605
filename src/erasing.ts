import { type Id, newId } from "#kernel/id.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import * as bulletin from "#capabilities/bulletin/index.ts";
import * as comparison from "#capabilities/comparison/index.ts";
import * as concern from "#capabilities/concern/index.ts";
import * as exporting from "#capabilities/export/index.ts";
import * as declaration from "#capabilities/declaration/index.ts";
import type * as retention from "#capabilities/retention/index.ts";
import * as sync from "#capabilities/sync/index.ts";
import * as task from "#capabilities/task/index.ts";
import { erase } from "#platform/journal/erase.ts";
import type { Tonghu } from "./composition.ts";

/** The end of a deletion (docs/decisions/0020, 0022): the journal destroys the key, and all that views show. */
export function eraseOf({ ground, machine, projections }: Pick<Tonghu, "ground" | "machine" | "projections">): retention.Erase | undefined {
  const { owner, clock } = ground;
  if (!owner) return undefined;
  return async (subjectId, actor) => {
    // first: what is cut off in between is carried out again
    await sync.forgetSalvage(owner, sync.boxKeyOf(ground.identitySecret), subjectId);
    await comparison.forgetChild(owner, subjectId, clock.now().toISOString());
    await task.forgetAssigned(owner, subjectId, clock.now().toISOString());
    const destroy = (id: Id, contents: readonly string[] = []) => erase({ owner, machine, projections, clock, contents }, { actor, commandId: newId(), subjectId: id, reason: "retention: 个人信息保护法 47" });
    await concern.forgetConcerns(owner, subjectId, (id) => destroy(id, attachment.contents));
    await declaration.forgetDeclarations(owner, subjectId, (id) => destroy(id));
    const named = await exporting.areasNaming(owner, subjectId);
    await bulletin.forgetUrgent(owner, subjectId, (id) => destroy(id));
    // before, for what is cut off in between; and after, for a file that was begun meanwhile
    await exporting.oweForgotten(owner, subjectId, named);
    await destroy(subjectId, [...attachment.contents, ...bulletin.contents]);
    await exporting.forgetFiles(owner, ground, subjectId, named);
  };
} // prettier-ignore
