/**
 * Statements of one transaction that do not wait for one another's answers: each answer costs a way there and back.
 * They run in the order in which they were begun, and all have ended before this answers, so that none is sent after
 * a ROLLBACK. Errors: the first one's own, not the "transaction is aborted" (25P02) of those behind it.
 */
export async function together(work: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(work);
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
  if (failures.length === 0) return;
  throw failures.find((thrown) => (thrown as { code?: string }).code !== "25P02") ?? failures[0];
}
