import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { dayOf } from "#kernel/day.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Cell, readRows, type Row } from "#platform/files/index.ts";
import type { SentFile } from "#platform/http/upload.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import { findStoredAt } from "#platform/journal/store.ts";
import { ownOf, type Slip, type SlipWorld } from "./making.ts";
import { SIGNED, type SlipWords } from "./plan.ts";
import { commandOf, type LineToken, readToken, tokenKeyOf } from "./token.ts";
import { MOST_FAULTS, MOST_LINES, MOST_ROWS, type SlipAgain, type SlipFault, type SlipTaken } from "./words.ts";

const MOST_BYTES = 20_000_000;

/** Errors: survey.upload_too_large (413). */
async function bytesOf({ content }: SentFile): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of content) {
    pieces.push(piece as Buffer);
    size += (piece as Buffer).length;
    if (size > MOST_BYTES) throw new Problem("survey.upload_too_large", { megabytes: MOST_BYTES / 1_000_000 }, 413);
  }
  return Buffer.concat(pieces);
}

const saidIn = (cell: Cell | undefined): string => {
  if (cell?.kind === "text") return cell.text.trim();
  if (cell?.kind === "date") return cell.day ?? "";
  return cell?.kind === "number" ? cell.raw : "";
};

interface Filled {
  readonly row: number;
  /** Whom it says to be about, and what of it. */
  readonly said: readonly string[];
  readonly answers: readonly string[];
  readonly token: string;
}

/** Where the columns stand, by their heads: somebody may have put another one before them. */
function columnsOf({ said: shown, asked, token }: SlipWords, { cells }: Row): readonly number[] | undefined {
  const said = cells.map(saidIn);
  const at = [...shown.slice(0, SIGNED), ...asked, token].map((wanted) => said.indexOf(wanted));
  return at.includes(-1) ? undefined : at;
}

/**
 * The lines in which something was filled. All are known before the first is taken, so that a slip which is too long does
 * nothing. Errors: slip.unknown, slip.too_many_lines, slip.too_many_rows, those of readRows.
 */
async function filledIn(words: SlipWords, bytes: Buffer): Promise<Filled[]> {
  let at: readonly number[] | undefined;
  const filled: Filled[] = [];
  for await (const row of readRows(bytes, { sheets: (_name, hidden) => !hidden })) {
    if (row.row > MOST_ROWS) throw new Problem("slip.too_many_rows", { most: MOST_ROWS });
    if (!at) {
      at = columnsOf(words, row);
      continue;
    }
    const cells = at.map((n) => saidIn(row.cells[n]));
    const signed = Math.min(SIGNED, words.said.length);
    const answers = cells.slice(signed, -1);
    if (answers.every((answer) => answer === "")) continue;
    filled.push({ row: row.row, said: cells.slice(0, signed), answers, token: cells.at(-1) ?? "" });
    if (filled.length > MOST_LINES) throw new Problem("slip.too_many_lines", { most: MOST_LINES });
  }
  if (!at) throw new Problem("slip.unknown");
  return filled;
}

/** A filled line of a slip that was made for this department: `id` is that of the command which it is. */
export interface Answered extends LineToken {
  readonly id: Id;
  readonly answers: readonly string[];
}

export interface SlipBackWorld extends SlipWorld {
  readonly sentence: (problem: Problem) => string;
}

export interface Taking {
  readonly slip: Slip;
  readonly perform: (line: Answered) => Promise<Pick<Receipt, "repeated" | "subject">>;
}

/** Of a line that was taken before, on which day; read where its file lies now. */
async function firstTaken({ pool }: SlipWorld, id: Id, { repeated, subject }: Pick<Receipt, "repeated" | "subject">): Promise<Omit<SlipAgain, "row"> | undefined> {
  if (!repeated) return undefined;
  const at = await inScope(pool, subtree(subject.area), (db) => findStoredAt(db, subject.id, id), { readOnly: true });
  return { on: at ? dayOf(at) : null };
} // prettier-ignore

/** Errors: slip.line_unsigned, those of `perform`. */
async function take(
  world: SlipWorld,
  actor: Actor,
  { slip, perform }: Taking,
  line: Filled,
): Promise<Omit<SlipAgain, "row"> | undefined> {
  const key = tokenKeyOf(world.identitySecret, slip.kind);
  const named = readToken(key, { department: ownOf(actor), said: line.said }, line.token);
  if (!named) throw new Problem("slip.line_unsigned");
  const { answers } = line;
  const id = commandOf(key, line.token, answers.join("|"));
  return firstTaken(world, id, await perform({ ...named, answers, id }));
}

/**
 * Takes a filled slip back: line for line, each a command of its own, and what is wrong with a line stops no other, until
 * there are too many of them. The same slip again changes nothing, and is told when it was taken. Errors: slip.unknown, slip.too_many_lines,
 * slip.too_many_rows, survey.upload_too_large, those of readRows.
 */
export async function takeSlip(world: SlipBackWorld, actor: Actor, taking: Taking, file: SentFile): Promise<SlipTaken> {
  const lines = await filledIn(taking.slip.words, await bytesOf(file));
  const faults: SlipFault[] = [];
  const again: SlipAgain[] = [];
  let done = 0;
  for (const line of lines) {
    if (faults.length === MOST_FAULTS) break;
    try {
      const before = await take(world, actor, taking, line);
      if (before) again.push({ row: line.row, ...before });
      else done += 1;
    } catch (thrown) {
      if (!isProblem(thrown) || thrown.status >= 500) throw thrown;
      faults.push({ row: line.row, say: world.sentence(thrown) });
    }
  }
  return { done, again, faults, left: lines.length - done - again.length - faults.length };
}
