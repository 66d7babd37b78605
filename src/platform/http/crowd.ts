import type { Server } from "node:http";
import { Problem } from "#kernel/problem.ts";

/** How many are served at the same time; who comes beyond it is told to come back, at once and in words. */
export interface Crowd {
  /** Requests that are being answered: twenty connections to the database serve some thousand a second. */
  readonly requests: number;
  /** Uploads: each is written to disk while it comes. */
  readonly uploads: number;
  /** Open connections, idle or not: browsers and proxies keep some for each person. */
  readonly connections: number;
}

export const usualCrowd: Crowd = { requests: 256, uploads: 16, connections: 2_000 };

const RETRY_SECONDS = 2;
const busy = (): Problem => new Problem("http.busy", { retryAfter: RETRY_SECONDS }, 503);

export interface Gate {
  /** Errors: http.busy (503) with retryAfter where too many connections are open. */
  readonly requireRoom: () => void;
  /** Runs the work as one of those that may run. Errors: http.busy (503), and the work's own. */
  readonly through: <T>(kind: "requests" | "uploads", work: () => Promise<T>) => Promise<T>;
}

export function gateOf(crowd: Crowd, server: Server): Gate {
  const inside = { requests: 0, uploads: 0 };
  let connections = 0;
  server.on("connection", (socket) => {
    connections += 1;
    socket.once("close", () => (connections -= 1));
  });
  // Beyond this nobody gets an answer: file descriptors are left for the database and the disk.
  server.maxConnections = crowd.connections * 2;
  return {
    requireRoom: () => {
      if (connections > crowd.connections) throw busy();
    },
    through: async (kind, work) => {
      if (inside[kind] >= crowd[kind]) throw busy();
      inside[kind] += 1;
      try {
        return await work();
      } finally {
        inside[kind] -= 1;
      }
    },
  };
}
