import type { FastifyReply } from "fastify";
import type { Readable } from "node:stream";

const types: Readonly<Record<string, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  html: "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
};

/**
 * A file as an answer, under its Chinese name (RFC 6266: filename* in UTF-8). To be returned by the handler: it leaves
 * when its trace is kept.
 */
export function attachment<Content extends Readable | Uint8Array | string>(
  reply: FastifyReply,
  name: string,
  content: Content,
): Content | Buffer {
  const safe = name.toWellFormed().replace(/[\\/:*?"<>|\u0000-\u001f]/g, "_");
  const ending = safe.slice(safe.lastIndexOf(".") + 1);
  const disposition = ending === "html" ? "inline" : "attachment";
  reply
    .type(types[ending] ?? "application/octet-stream")
    .header("content-disposition", `${disposition}; filename*=UTF-8''${encodeURIComponent(safe)}`);
  return content instanceof Uint8Array ? Buffer.from(content) : content;
}
