import type { Server } from "node:http";
import { Problem } from "#kernel/problem.ts";
import { guestsOf } from "./guests.ts";

/** How many are served at the same time; who comes beyond it is told to come back, at once and in words. */
export interface Crowd {
  /** Requests that are being answered: twenty connections to the database serve some thousand a second. */
  readonly requests: number;
  /** Uploads: each is written to disk while it comes. */
  readonly uploads: number;
  /** Open connections: browsers and proxies keep some for each person. Beyond it idle ones give way (guests.ts). */
  readonly connections: number;
}

export const usualCrowd: Crowd = { requests: 256, uploads: 16, connections: 2_000 };

const RETRY_SECONDS = 2;
const busy = (): Problem => new Problem("http.busy", { retryAfter: RETRY_SECONDS }, 503);

export interface Gate {
  /** Errors: http.busy (503) with retryAfter where more connections are at work than there is room for. */
  readonly requireRoom: () => void;
  /** Runs the work as one of those that may run. Errors: http.busy (503), and the work's own. */
  readonly through: <T>(kind: "requests" | "uploads", work: () => Promise<T>) => Promise<T>;
}

export function gateOf(crowd: Crowd, server: Server): Gate {
  const inside = { requests: 0, uploads: 0 };
  const present = guestsOf(server, crowd.connections);
  // Beyond this nobody gets an answer: file descriptors are left for the database and the disk.
  server.maxConnections = crowd.connections * 2;
  return {
    requireRoom: () => {
      if (present() > crowd.connections) throw busy();
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

/**
 * Connections that the system may hold for us while we are busy. Node's 511 are fewer than six hundred
 * slow ones at once: whoever comes next is not refused but dropped, and asks again after 1, 3, 7, 15 seconds.
 */
export const WAITING_CONNECTIONS = 4_096;
