import type { FastifyReply } from "fastify";
import type { Readable } from "node:stream";

const types: Readonly<Record<string, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  html: "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
};

/** Sends a file by its Chinese name (RFC 6266: filename* in UTF-8). */
export function attachment(reply: FastifyReply, name: string, content: Readable | Uint8Array | string): FastifyReply {
  const safe = name.toWellFormed().replace(/[\\/:*?"<>|\u0000-\u001f]/g, "_");
  const ending = safe.slice(safe.lastIndexOf(".") + 1);
  const disposition = ending === "html" ? "inline" : "attachment";
  return reply
    .type(types[ending] ?? "application/octet-stream")
    .header("content-disposition", `${disposition}; filename*=UTF-8''${encodeURIComponent(safe)}`)
    .send(content instanceof Uint8Array ? Buffer.from(content) : content);
}
