import type { Operation } from "#capabilities/sync/words.ts";
import type { Keep } from "./keep.ts";
import type { Content } from "./kept.ts";

interface Message {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Which command a page's message is, by its path: one table, beside the server's own (capabilities/sync/actions.ts). */
const operations: readonly (readonly [RegExp, Operation])[] = [
  [/^\/api\/visit\/children\/([^/]+)\/visits$/, "visit.record"],
  [/^\/api\/registry\/children$/, "registry.register"],
  [/^\/api\/task\/children\/([^/]+)\/tasks\/(\d+)\/close$/, "task.close"],
  [/^\/api\/grade\/children\/([^/]+)\/proposals$/, "grade.propose"],
];

/** Commands that say on which day something was done: the phone's day, since they may arrive on a later one. */
const dated: ReadonlySet<Operation> = new Set(["visit.record", "registry.register", "task.close"]);

function nameOf(keep: Keep, childId: string, body: Message["body"]): string {
  const facts = body["facts"] as Readonly<Record<string, unknown>> | undefined;
  const named = keep.files.get(childId)?.state.registry.facts["name"]?.value ?? facts?.["name"];
  const waiting = keep.commands.find((one) => one.content.childId === childId)?.content.name;
  return typeof named === "string" ? named : (waiting ?? "");
}

/** A page's message as a command of the outbox; undefined where it is none that waits. */
export function contentOf(keep: Keep, { path, body: { id: _id, ...body } }: Message): Content | undefined {
  for (const [pattern, operation] of operations) {
    const match = pattern.exec(path);
    if (!match) continue;
    const { childId: own, ...rest } = body;
    const childId = match[1] ?? String(own);
    return {
      operation,
      childId,
      name: nameOf(keep, childId, body),
      at: new Date().toISOString(),
      ...(match[2] !== undefined && { no: Number(match[2]) }),
      body: { ...rest, ...(dated.has(operation) && { day: keep.today() }) },
    };
  }
  return undefined;
}
