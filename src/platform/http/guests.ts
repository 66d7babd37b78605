import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { isTheirTurn } from "./pace.ts";

/*
 * A connection is a place, and who says nothing on it holds it all the same: some thousand silent ones (slowloris) would
 * leave none for anybody else, from whatever address. Where places run out, whoever waits for nothing of ours gives theirs
 * up: first who never asked anything, then who is between two requests (a browser opens another one by itself), then who
 * keeps us waiting in the middle of one; of each kind who has been here longest.
 */

interface Guest {
  readonly socket: Socket;
  asked: boolean;
  under: { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined;
}

const rankOf = ({ socket, asked, under }: Guest): number => {
  if (under === undefined) return asked ? 1 : 0;
  return isTheirTurn({ socket, ...under }) ? 2 : 3;
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

/** Keeps at most so many connections open while others can give way. Answers how many there are. */
export function guestsOf(server: Server, most: number): () => number {
  const guests = new Map<Socket, Guest>(); // in the order in which they came
  server.on("connection", (socket: Socket) => {
    guests.set(socket, { socket, asked: false, under: undefined });
    socket.once("close", () => guests.delete(socket));
    const leaves = guests.size > most ? leaving(guests, socket) : undefined;
    if (!leaves) return;
    guests.delete(leaves.socket); // now: it closes by and by, and the next one may come before
    leaves.socket.destroy();
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const guest = guests.get(request.socket);
    if (!guest) return;
    const under = { request, response };
    Object.assign(guest, { asked: true, under });
    response.once("close", () => {
      if (guest.under === under) guest.under = undefined;
    });
  });
  return () => guests.size;
}
