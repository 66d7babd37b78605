import type { Operation } from "#capabilities/sync/words.ts";
import type { Kept } from "./kept.ts";

/*
 * A registration that the server refuses because the child has a file: what was written on it meanwhile is carried over
 * to that file, as it was written. Nothing of it can have been sent: it waited for the registration.
 */

/** What means the same on another file; a task's number, or the signature of an agreement, does not. */
const portable: ReadonlySet<Operation> = new Set([
  "visit.record", "attachment.add", "registry.record", "grade.propose", "entrustment.make", "declaration.confirm", "anomaly.verify",
]); // prettier-ignore

const isOn = ({ content }: Kept, childId: string): boolean =>
  content.childId === childId || content.body["childId"] === childId;

/** The registration that stands refused, of a child that has no file by it. */
export const refusedRegistration = (rows: readonly Kept[], childId: string): Kept | undefined =>
  rows.find(({ state, content }) => state === "refused" && content.operation === "registry.register" && content.childId === childId); // prettier-ignore

/** What can be carried over, in order; what was sent or is on its way is not touched. */
export const carriable = (rows: readonly Kept[], childId: string): readonly Kept[] =>
  rows.filter(
    (row) =>
      row.state !== "arrived" &&
      isOn(row, childId) &&
      portable.has(row.content.operation) &&
      (row.content.no === undefined || row.content.childId !== childId),
  );

export interface Target {
  readonly childId: string;
  readonly name: string;
}

/** The row as it goes on to the other file, behind nothing that has gone. */
export function carriedTo({ refusal: _refusal, ...row }: Kept, from: string, to: Target, gone: readonly string[]): Kept {
  const { content } = row;
  const { body } = content;
  const own = content.childId === from;
  return {
    ...row,
    state: "queued",
    needs: row.needs.filter((id) => !gone.includes(id)),
    content: {
      ...content,
      ...(own && { childId: to.childId, name: to.name }),
      body: body["childId"] === from ? { ...body, childId: to.childId } : body,
    },
  };
} // prettier-ignore
