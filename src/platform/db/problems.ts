import { Problem } from "#kernel/problem.ts";

/*
 * What a person or a phone is told when the database cannot answer now: always with `retryAfter` (seconds), which HTTP
 * sends as Retry-After. Conflicts (40001, 40P01, 23505) are not here: the journal decides again on them.
 */

type Refusal = readonly [code: string, status: number, retryAfter: number];

const diskFull: Refusal = ["db.disk_full", 507, 60];
const busy: Refusal = ["db.busy", 503, 5];
const timeout: Refusal = ["db.timeout", 503, 10];
const unavailable: Refusal = ["db.unavailable", 503, 5];
/** A disk that fails, or a file system that has gone read-only, as Linux makes one then; it works again once the disk does. */
const unwritable: Refusal = ["db.disk_unwritable", 503, 60];
/** Files of the database that do not hold what was written there: a disk that fails, or somebody's hand. */
const damaged: Refusal = ["db.damaged", 503, 600];

const bySqlState: ReadonlyMap<string, Refusal> = new Map([
  ["53100", diskFull],
  ["53200", busy], // out of memory
  ["53300", busy], // too many connections
  ["55P03", busy], // lock_timeout
  ["57014", timeout], // statement_timeout
  ["25P03", timeout], // idle_in_transaction_session_timeout
  ["57P01", unavailable], // stopped by an administrator
  ["57P02", unavailable], // another process of the server crashed
  ["57P03", unavailable], // starting up, shutting down, recovering
  ["58030", unwritable], // read or write error of the disk
  ["XX001", damaged], // a page whose checksum is wrong, a value with a part missing
  ["XX002", damaged], // the same of an index
]);

const bySystemError: ReadonlyMap<string, Refusal> = new Map(
  ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"].map(
    (code) => [code, unavailable],
  ),
);

// pg gives these no code.
const byMessage: readonly (readonly [RegExp, Refusal])[] = [
  [/^timeout exceeded when trying to connect/, busy],
  [/^(?:Connection terminated|Client has encountered a connection error|Client was closed)/, unavailable],
  [/^Cannot use a pool after calling end/, unavailable],
];

function refusalOf(error: Error): Refusal | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined) return byMessage.find(([pattern]) => pattern.test(error.message))?.[1];
  if (code === "ENOENT") return syscall === "connect" ? unavailable : undefined;
  // PostgreSQL has no state of its own for EROFS, and says insufficient_privilege, as of a table
  if (code === "42501" && error.message.endsWith("Read-only file system")) return unwritable;
  // 08P01 is our own message gone wrong: a bug, not a line that broke
  if (code.startsWith("08") && code !== "08P01") return unavailable;
  return bySqlState.get(code) ?? bySystemError.get(code);
}

/** True where the connection is gone, so that nobody knows how far the server came. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return refusalOf(error) === unavailable;
}

/**
 * The refusal behind an error of the driver or the server, or undefined where it is a conflict or a bug.
 * Data: `retryAfter` in seconds and `sqlState`; the original error is the cause.
 */
export function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof Problem) return error;
  const refusal = refusalOf(error);
  if (!refusal) return undefined;
  const [code, status, retryAfter] = refusal;
  const problem = new Problem(code, { retryAfter, sqlState: (error as NodeJS.ErrnoException).code ?? null }, status);
  problem.cause = withoutValues(error);
  return problem;
}

/** COMMIT was sent and no answer came: repeat the command with the same id, and it is found stored or not (rule 12). */
export function unknownOutcome(error: unknown): Problem {
  const problem = new Problem("db.outcome_unknown", { retryAfter: 5 }, 503);
  problem.cause = withoutValues(error);
  return problem;
}

/**
 * The same error without what it may quote of a row: PostgreSQL puts whole rows into `detail`, and the value itself
 * into messages of class 22. Errors end in logs, and no personal data may.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error) || !("severity" in error)) return error;
  for (const field of ["detail", "where", "internalQuery"]) Reflect.deleteProperty(error, field);
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith("22")) {
    const hidden = error.message.replace(/"[^"]*"?/g, '"…"');
    if (error.stack) error.stack = error.stack.replace(error.message, () => hidden);
    error.message = hidden;
  }
  return error;
}
