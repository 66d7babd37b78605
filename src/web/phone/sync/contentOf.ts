import type { Operation } from "#capabilities/sync/words.ts";
import type { Keep } from "./keep.ts";
import { type Attached, type Content, type Decided, isConcern } from "./kept.ts";

interface Message {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** It names the photo beside the child. */
const withdrawing = /^\/api\/attachment\/children\/([^/]+)\/files\/([^/]+)\/withdraw$/;

/** Which command a page's message is, by its path: one table, beside the server's own (capabilities/sync/actions.ts). */
const operations: readonly (readonly [RegExp, Operation])[] = [
  [/^\/api\/visit\/children\/([^/]+)\/visits$/, "visit.record"],
  [/^\/api\/registry\/children$/, "registry.register"],
  [/^\/api\/task\/children\/([^/]+)\/tasks\/(\d+)\/close$/, "task.close"],
  [/^\/api\/grade\/children\/([^/]+)\/proposals$/, "grade.propose"],
  [/^\/api\/entrustment\/children\/([^/]+)\/agreements$/, "entrustment.make"],
  [/^\/api\/entrustment\/children\/([^/]+)\/signatures$/, "entrustment.sign"],
  [/^\/api\/entrustment\/children\/([^/]+)\/end$/, "entrustment.end"],
  [/^\/api\/entrustment\/children\/([^/]+)\/doubts$/, "entrustment.doubt"],
  [/^\/api\/entrustment\/children\/([^/]+)\/keep$/, "entrustment.keep"],
  [/^\/api\/referral\/children\/([^/]+)\/(\d+)\/check$/, "referral.check"],
  [withdrawing, "attachment.withdraw"],
  [/^\/api\/concern\/reports$/, "concern.report"],
  [/^\/api\/concern\/reports\/([^/]+)\/supplements$/, "concern.supplement"],
  [/^\/api\/anomaly\/children\/([^/]+)\/(\d+)\/verify$/, "anomaly.verify"],
  [/^\/api\/anomaly\/unregistered\/([^/]+)\/verify$/, "anomaly.verify"],
  [/^\/api\/notice\/notices\/([^/]+)\/read$/, "notice.read"],
  [/^\/api\/declaration\/confirmations$/, "declaration.confirm"],
  [/^\/api\/declaration\/refusals$/, "declaration.refuse"],
  [/^\/api\/training\/exams$/, "training.take"],
];

/** Commands that say on which day something was done: the phone's day, since they may arrive on a later one. */
const dated: ReadonlySet<Operation> = new Set([
  "visit.record", "registry.register", "task.close", "entrustment.make", "entrustment.sign", "entrustment.end", "entrustment.doubt", "entrustment.keep", "declaration.confirm", "referral.check",
]); // prettier-ignore

function nameOf(keep: Keep, childId: string, body: Message["body"]): string {
  const facts = body["facts"] as Readonly<Record<string, unknown>> | undefined;
  const named = keep.files.get(childId)?.state.registry.facts["name"]?.value ?? facts?.["name"];
  const notice = keep.village?.own?.notices.find(({ id }) => id === childId);
  if (notice) return notice.title;
  const declared = keep.village?.own?.declarations?.find(({ id }) => id === childId);
  if (declared) return declared.child.name;
  const listed = keep.village?.own?.listed?.find(({ id }) => id === childId);
  if (listed) return listed.name;
  const course = keep.village?.own?.training?.courses.find(({ id }) => id === body["courseId"]);
  if (course) return course.title;
  const waiting = keep.commands.find((one) => one.content.childId === childId)?.content.name;
  return typeof named === "string" ? named : (waiting ?? "");
}

/** Photos and signatures of a form: commands of their own behind it, so that nothing waits for a picture. */
function attachmentsOf(id: string, { childId, name, at, body }: Content, attached: readonly Attached[]): Decided[] {
  return attached.map(({ id: own, kind, note, file }) => ({
    id: own,
    needs: [id],
    content: {
      operation: "attachment.add",
      childId,
      name,
      at,
      body: { kind, note, of: id, sha256: file.sha256, day: body["day"] },
      file,
    },
  }));
}

/** A page's message as commands of the outbox, itself first; none where it is none that waits. */
export function contentsOf(keep: Keep, { path, body: { id, attachments, ...body } }: Message): readonly Decided[] {
  for (const [pattern, operation] of operations) {
    const match = pattern.exec(path);
    if (!match) continue;
    const { childId: own, ...more } = body;
    // an answer to a list's line says which file the child has: it is no command on that file
    const rest = pattern.source.includes("unregistered") && own !== undefined ? body : more;
    // of a declaration sent back the declaration; of a report about nobody's file its own
    const childId = match[1] ?? String(own ?? body["declarationId"] ?? id);
    const content: Content = {
      operation,
      childId,
      name: nameOf(keep, childId, body),
      at: new Date().toISOString(),
      ...(match[2] !== undefined && pattern !== withdrawing && { no: Number(match[2]) }),
      body: {
        ...rest,
        ...(pattern === withdrawing && { attachmentId: match[2] }),
        ...(dated.has(operation) && { day: keep.today() }),
      },
    };
    const attached = (attachments ?? []) as readonly Attached[];
    if (isConcern(content)) {
      const isMore = operation === "concern.supplement";
      return [{ id: String(id), content, urgent: true, ...(isMore && { needs: [childId] }) }];
    }
    return [{ id: String(id), content }, ...attachmentsOf(String(id), content, attached)];
  }
  return [];
}
