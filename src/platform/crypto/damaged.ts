import { Problem } from "#kernel/problem.ts";

/** What was sealed does not open: a byte was changed, or it is opened with another key or in another place. */
export const damaged = (): Problem => new Problem("crypto.damaged", {}, 500);
