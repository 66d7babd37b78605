import { Socket } from "node:net";

/** Holds back what is written until this turn of the event loop ends, and hands it over at once. */
function gather(socket: Socket): void {
  const write = socket.write.bind(socket) as (...written: unknown[]) => boolean;
  let gathering = false;
  socket.write = (...written: unknown[]): boolean => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      process.nextTick(() => {
        gathering = false;
        socket.uncork();
      });
    }
    return write(...written);
  };
}

/**
 * A connection to the database on which statements that do not wait for one another leave together. A call of the
 * operating system for each of them is most of what a short statement costs this process.
 */
export function gatheringSocket(): Socket {
  // connect() puts the class's own write back: what takes its place comes after it
  return new Socket().once("connect", function connected(this: Socket) {
    gather(this);
  });
}
