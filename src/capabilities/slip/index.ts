/** Slips: what waits for a department as a workbook that comes back filled. */
export { inboxPages, type Making, makeSlip, ownOf, type Slip, type SlipLine, type SlipWorld } from "./making.ts";
export type { SlipWords } from "./plan.ts";
export { refusals, slipBack } from "./back.ts";
export type { Answered, SlipBackWorld } from "./taking.ts";
export { problems } from "./zh.ts";
