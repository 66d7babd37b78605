import type { FastifyReply, FastifyRequest } from "fastify";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";

/** Bytes of one uploaded file. */
export const UPLOAD_LIMIT = 64_000_000;

/** One file as it arrives: a stream that ends early says so in `truncated`, or with an error. */
export interface SentFile {
  readonly name: string;
  readonly content: Readable & { readonly truncated?: boolean };
  /** Asked when the content has been read: false where the form brings a second file. */
  readonly isAlone?: () => Promise<boolean>;
}

/** Control characters, marks that turn text around, halves of characters: none of them belongs in a file's name. */
const cleanName = (name: string): string =>
  Array.from(name.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, ""))
    .slice(0, 200)
    .join("")
    .trim();

/**
 * The first file of a form; undefined where the request holds none.
 * Errors: those of the parser, plain, for a form without boundary, of garbage, or cut short.
 */
export async function sentFile(request: FastifyRequest): Promise<SentFile | undefined> {
  if (!request.isMultipart()) return undefined;
  const files = request.files();
  const { value: part } = (await files.next()) as { value?: Awaited<ReturnType<typeof request.file>> };
  return part && { name: cleanName(part.filename) || "未命名", content: part.file, isAlone: () => isLast(files) };
}

/** The parser stops at a second file, and says so by an error of its own. */
async function isLast(files: AsyncIterator<unknown>): Promise<boolean> {
  try {
    return (await files.next()).done === true;
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === "FST_FILES_LIMIT") return false;
    throw thrown;
  }
}

const PATIENCE_MS = 10_000;

/**
 * For an upload that is refused before it has been read: takes what still comes and throws it away, so that the sender,
 * who may listen only when everything is sent, hears the answer; and closes the connection, so that no other request
 * waits behind the rest. Bounded in bytes and in time: who sends for ever is cut off.
 */
export async function discardRest({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (raw.readableEnded || raw.destroyed) return;
  reply.header("connection", "close");
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), PATIENCE_MS);
  let left = UPLOAD_LIMIT;
  raw.unpipe();
  raw.on("data", (chunk: Buffer) => (left -= chunk.length) < 0 && enough.abort());
  raw.resume();
  await finished(raw, { writable: false, signal: enough.signal }).catch(() => undefined);
  clearTimeout(timer);
}
