import type { FastifyRequest } from "fastify";
import type { Readable } from "node:stream";

/** Bytes of one uploaded file. */
export const UPLOAD_LIMIT = 64_000_000;

/** One file as it arrives: a stream that ends early says so in `truncated`, or with an error. */
export interface SentFile {
  readonly name: string;
  readonly content: Readable & { readonly truncated?: boolean };
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
  const part = request.isMultipart() ? await request.file() : undefined;
  return part && { name: cleanName(part.filename) || "未命名", content: part.file };
}
