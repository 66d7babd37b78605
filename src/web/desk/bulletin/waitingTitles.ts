import type { Waiting } from "#capabilities/bulletin/words.ts";

/** What lists of one's own office wait for: numbers of Today, each with the list behind it. */
export const waitingTitles: Readonly<Record<Waiting, string>> = {
  check: "等您复核的名单",
  submitted: "您拟定、等另一人复核的名单",
  composing: "您在拟定的名单",
  sending: "没有发送完的名单",
  unreceived: "部门还没有签收的名单",
};
