import type { Actor } from "#kernel/actor.ts";
import { nation } from "#kernel/scope.ts";

/** Commands at the server's own console act for the whole installation; whoever may run them holds the data folder anyway. */
export const machine: Actor = {
  personId: "00000000-0000-7000-8000-000000000001",
  name: "系统",
  post: "system",
  area: "0",
  scope: nation,
};
