/**
 * A refusal that a person or a program can act on: never a bug.
 *
 * `code` is `<capability>.<state>` (`visit.child_closed`); the Chinese sentence for it stands in the
 * capability's zh.ts, and HTTP sends it as RFC 9457 problem+json. `data` holds what the sentence needs
 * (field, line, limit), never personal data. Bugs are plain `Error`s.
 */
export class Problem extends Error {
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly status: number;
  constructor(code: string, data: Record<string, unknown> = {}, status = 422) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.data = data;
    this.status = status;
  }
}

/** What lies outside one's area does not exist: 404, never 403 (CONTRIBUTING.md, Errors). */
export const notFound = (code: string, data: Record<string, unknown> = {}): Problem => new Problem(code, data, 404);

/** Two writers of one subject: the second one is told to look again. */
export const conflict = (code: string, data: Record<string, unknown> = {}): Problem => new Problem(code, data, 409);

export const isProblem = (thrown: unknown): thrown is Problem => thrown instanceof Problem;
