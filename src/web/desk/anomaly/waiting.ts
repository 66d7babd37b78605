import type { AnomalyCount } from "#capabilities/anomaly/words.ts";

/** Of all areas together: what Today says, and the list behind it. */
export const waitingOf = (counts: readonly AnomalyCount[]): { readonly open: number; readonly late: number } => ({
  open: counts.reduce((sum, one) => sum + one.open, 0),
  late: counts.reduce((sum, one) => sum + one.late, 0),
});
