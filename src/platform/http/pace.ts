import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/*
 * Who sends or reads slowly on purpose holds a connection for hours with a few bytes (slowloris, slow read). A pace that
 * the worst village network keeps is asked of everybody; who stays under it for a while is cut.
 */
export interface Pace {
  /** How often it is looked at, in milliseconds. */
  readonly everyMs: number;
  /** Bytes between two looks. */
  readonly bytes: number;
  /** So many looks in a row under it. */
  readonly patience: number;
}

/** 200 bytes a second, for a quarter of a minute. */
export const slowestPace: Pace = { everyMs: 5_000, bytes: 1_000, patience: 3 };

interface Watched {
  readonly socket: Socket;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  moved: number;
  late: number;
}

/** What has really come and gone: what waits in this process for a reader has not gone. */
const movedOf = ({ socket }: Watched): number => socket.bytesRead + socket.bytesWritten - socket.writableLength;

/**
 * Somebody else is to blame: their body has not come, or they do not take what is written. We ourselves may think, also
 * before we have read what of their body has come: until then nothing more of it is let in.
 */
export const isTheirTurn = ({ request, response, socket }: Pick<Watched, "request" | "response" | "socket">): boolean =>
  (!request.complete && request.readableLength === 0 && !response.headersSent) || socket.writableLength > 0;

function look(watched: Watched, pace: Pace): void {
  const moved = movedOf(watched);
  const late = isTheirTurn(watched) && moved - watched.moved < pace.bytes;
  watched.late = late ? watched.late + 1 : 0;
  watched.moved = moved;
  if (watched.late >= pace.patience) watched.socket.destroy();
}

/** Watches every request from its headers to the last byte of its answer. Headers themselves are Node's own to time. */
export function keepPace(server: Server, pace: Pace): void {
  const watched = new Set<Watched>();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const one: Watched = { socket: request.socket, request, response, moved: 0, late: 0 };
    one.moved = movedOf(one);
    watched.add(one);
    response.once("close", () => watched.delete(one));
  });
  const timer = setInterval(() => watched.forEach((one) => look(one, pace)), pace.everyMs).unref();
  server.once("close", () => clearInterval(timer));
}
