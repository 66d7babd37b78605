import { FIRST_PART, partAfter } from "#capabilities/attachment/decide.ts";
import type { Arrived } from "#capabilities/attachment/words.ts";
import type { Me } from "#capabilities/account/words.ts";
import type { BatchAnswers } from "#capabilities/sync/words.ts";
import { type Answer, ask } from "../server.ts";
import { openFile } from "./files.ts";
import type { Keep } from "./keep.ts";
import type { Kept } from "./kept.ts";

/** How the last meeting with the server went; what the strip above every page says. */
export type Met =
  | { readonly kind: "never" | "under_way" | "met" }
  /** No signal, a page of somebody else's, a server that gave out: tried again by itself. */
  | { readonly kind: "away"; readonly sentence: string }
  /** The session has ended: work goes on, sending waits for the person. */
  | { readonly kind: "out" }
  /** The server has read the call and says no. */
  | { readonly kind: "refused"; readonly code: string; readonly sentence: string };

const BATCH = 20;

export const ownerOf = (keep: Keep): Pick<Me, "personId" | "area"> => {
  const { personId = "", area = "" } = keep.standing?.me ?? {};
  return { personId, area };
};

const messageOf = (keep: Keep, batch: readonly Kept[]): unknown => ({
  ...ownerOf(keep),
  sentAt: new Date().toISOString(),
  unsent: keep.unsent,
  commands: batch.map(({ id, needs, content: { operation, childId, at, no, body } }) => ({
    id, operation, childId, at, needs, ...(no !== undefined && { no }), body,
  })),
}); // prettier-ignore

const isBatchAnswers = (body: unknown): body is BatchAnswers =>
  typeof body === "object" && body !== null && Array.isArray((body as { answers?: unknown }).answers);
const isArrived = (body: unknown): body is Arrived =>
  typeof body === "object" && body !== null && Number.isInteger((body as { at?: unknown }).at);

export function refused(answer: Exclude<Answer<unknown>, { kind: "ok" }>): Met {
  if (answer.kind === "unsure") return { kind: "away", sentence: answer.sentence };
  if (answer.code === "account.not_signed_in") return { kind: "out" };
  return { kind: "refused", code: answer.code, sentence: answer.sentence };
}

export const strange: Met = { kind: "away", sentence: "" };

/** Commands that are ready, batch after batch. */
async function sendCommands(keep: Keep): Promise<Met | undefined> {
  for (let most = BATCH; ;) {
    const batch = keep.take(most);
    if (batch.length === 0) return undefined;
    const answer = await ask<unknown>("POST", "/api/sync/batches", messageOf(keep, batch));
    if (answer.kind !== "ok") {
      keep.lost();
      const tooLarge = answer.kind === "refused" && answer.code === "http.too_large" && batch.length > 1;
      if (!tooLarge) return refused(answer);
      most = Math.ceil(batch.length / 2);
      continue;
    }
    if (!isBatchAnswers(answer.body)) {
      keep.lost();
      return strange;
    }
    await keep.settle(answer.body.answers);
    if (answer.body.answers.some(({ kind }) => kind === "later")) return strange;
  }
}

/** What ends a meeting while an attachment is on its way; undefined where its own command will be told the reason. */
function stopped(answer: Exclude<Answer<unknown>, { kind: "ok" }>): Met | undefined {
  if (answer.kind === "refused" && answer.code === "attachment.part_wrong") return strange; // asked anew where it stands
  const met = refused(answer);
  return met.kind === "refused" ? undefined : met;
}

/** Goes on with an attachment where the server says that it ends. */
async function upload(keep: Keep, { id, content }: Kept): Promise<Met | undefined> {
  const { childId, file, operation } = content;
  const bytes = file && (await openFile(id, file).catch(() => undefined));
  const beside = operation === "concern.attach" ? "concern/reports" : "attachment/children";
  const path = `/api/${beside}/${childId}/uploads/${id}`;
  let answer = await ask<unknown>("GET", path);
  const size = bytes?.byteLength ?? 0;
  let part = FIRST_PART;
  while (answer.kind === "ok") {
    if (!isArrived(answer.body)) return strange;
    const { at } = answer.body;
    if (!bytes || at >= size) break;
    answer = await ask("POST", `${path}?at=${at}`, new Uint8Array(bytes.slice(at, at + part)));
    part = partAfter(part);
  }
  const met = answer.kind === "ok" ? undefined : stopped(answer);
  if (!met) keep.uploaded(id);
  return met;
}

/**
 * Sends what waits: commands first, because a finding must not wait for a picture, then one attachment after another.
 * Whatever happens on the way, nothing leaves the outbox without its receipt.
 */
export async function send(keep: Keep): Promise<Met | undefined> {
  for (;;) {
    const met = await sendCommands(keep);
    if (met) return met;
    const next = keep.nextFile();
    if (!next) return undefined;
    const cut = await upload(keep, next);
    if (cut) return cut;
  }
}
