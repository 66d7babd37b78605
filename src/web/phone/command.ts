import { newId } from "#kernel/id.ts";
import { type Answer, ask } from "./server.ts";
import { contentsOf } from "./sync/contentOf.ts";
import type { Keep } from "./sync/keep.ts";
import { openedKeep } from "./sync/open.ts";
import { text } from "./language/text.ts";

/**
 * What a person decided, ready to be sent: it carries its own id, so that sending it twice stores it once.
 * Every write of the phone is one, and goes out through `deliver` alone: into the outbox where the phone keeps its
 * village, else to the server.
 */
export interface Command {
  readonly path: string;
  readonly body: { readonly id: string } & Readonly<Record<string, unknown>>;
}

export interface Receipt {
  readonly childId: string;
  readonly seq: number;
  readonly repeated: boolean;
  /** The command's own id. */
  readonly id?: string;
  /** It lies in the phone's outbox, and the server has not seen it yet. */
  readonly waits?: true;
}

export const command = (path: string, id: string, body: Readonly<Record<string, unknown>>): Command => ({
  path,
  body: { ...body, id },
});

export const freshId = (): string => newId();

const isReceipt = (body: unknown): body is Receipt =>
  typeof body === "object" && body !== null && "childId" in body && "seq" in body;

/** On the disk before this answers. A full disk keeps nothing: the form stays as it is. */
async function keepFor(keep: Keep, decided: Command): Promise<Answer<Receipt>> {
  const all = contentsOf(keep, decided);
  const [first] = all;
  if (!first) return { kind: "refused", code: "phone.online_only", sentence: text("keep.online_only") };
  try {
    await keep.add(all);
  } catch {
    return { kind: "refused", code: "phone.full", sentence: text("keep.not_stored", { why: text("keep.full") }) };
  }
  return { kind: "ok", body: { id: first.id, childId: first.content.childId, seq: 0, repeated: false, waits: true } };
}

/** Sends a command; only the server's own receipt counts as stored, or the phone's own disk while it waits. */
export async function deliver(decided: Command): Promise<Answer<Receipt>> {
  const keep = openedKeep();
  if (keep) return keepFor(keep, decided);
  // `seen` matters where a file may be an old one; a page that was read just now sends none. Pictures need the outbox.
  const { seen: _seen, attachments: _attachments, ...body } = decided.body;
  const answer = await ask<unknown>("POST", decided.path, body);
  if (answer.kind !== "ok") return answer;
  if (!isReceipt(answer.body)) return { kind: "unsure", sentence: text("server.no_network") };
  return { kind: "ok", body: { ...answer.body, id: body.id } };
}
