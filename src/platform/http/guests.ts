import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { isTheirTurn } from "./pace.ts";

/*
 * A connection is a place, and who says nothing on it holds it all the same: some thousand silent ones (slowloris) would
 * leave none for anybody else, from whatever address. Where places run out, whoever waits for nothing of ours gives theirs
 * up: first who never asked anything, then who is between two requests (a browser opens another one by itself), then who
 * keeps us waiting in the middle of one; of each kind who has been here longest.
 *
 * And nobody asks for a thousand things in one breath: Node hears every request of a piece of 64 kB before the first is
 * answered, so that twenty connections with a thousand short requests each held everybody up for 17 seconds. Browsers and
 * proxies wait for an answer before they ask again.
 */

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Guest {
  readonly socket: Socket;
  asked: boolean;
  /** What was asked and is not answered to the end. */
  readonly under: Set<Asked>;
}

/** Requests of one connection that may wait for an answer. */
const AT_ONCE = 16;

const rankOf = ({ socket, asked, under }: Guest): number => {
  if (under.size === 0) return asked ? 1 : 0;
  return [...under].every((one) => isTheirTurn({ socket, ...one })) ? 2 : AT_WORK;
};
const AT_WORK = 3;

/** Who gives up a place to the last that came, if anybody: nobody whom we owe an answer. */
function leaving(guests: ReadonlyMap<Socket, Guest>, newest: Socket): Guest | undefined {
  let [found, best]: [Guest | undefined, number] = [undefined, AT_WORK];
  for (const guest of guests.values()) {
    const rank = guest.socket === newest ? AT_WORK : rankOf(guest);
    if (rank < best) [found, best] = [guest, rank];
    if (best === 0) break;
  }
  return found;
}

/** Notes what a guest asks. False where it is too much at once: then it is put out, and what else it said is not heard. */
function admits({ socket, under }: Guest, asked: Asked): boolean {
  if (socket.destroyed) return false;
  if (under.size >= AT_ONCE) {
    socket.destroy();
    return false;
  }
  under.add(asked);
  asked.response.once("close", () => under.delete(asked));
  return true;
}

/** Stands before whoever answers so far: only what is admitted comes through. */
function guard(server: Server, isAdmitted: (asked: Asked) => boolean): void {
  const answering = server.listeners("request") as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (isAdmitted({ request, response })) for (const answer of answering) answer.call(server, request, response);
  });
}

/** Keeps at most so many connections open while others can give way. Answers how many there are. */
export function guestsOf(server: Server, most: number): () => number {
  const guests = new Map<Socket, Guest>(); // in the order in which they came
  server.on("connection", (socket: Socket) => {
    guests.set(socket, { socket, asked: false, under: new Set() });
    socket.once("close", () => guests.delete(socket));
    const leaves = guests.size > most ? leaving(guests, socket) : undefined;
    if (!leaves) return;
    guests.delete(leaves.socket); // now: it closes by and by, and the next one may come before
    leaves.socket.destroy();
  });
  guard(server, (asked) => {
    const guest = guests.get(asked.request.socket);
    if (!guest) return !asked.request.socket.destroyed; // one that asked while it was shown out
    guest.asked = true;
    return admits(guest, asked);
  });
  return () => guests.size;
}
