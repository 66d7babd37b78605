import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { type ExportKind, type ExportWorld, makeExport, type Ticket } from "#capabilities/export/index.ts";
import { type PlannedRow, writeWorkbook } from "#platform/files/index.ts";
import { lineOf, planOf, SIGNED, type SlipWords } from "./plan.ts";
import { tokenKeyOf, tokenOf } from "./token.ts";
import type { TakeSlip } from "./words.ts";

export interface SlipWorld extends ExportWorld {
  readonly identitySecret: Buffer;
}

/** One kind of slip: its kind signs its lines, so that a slip of one kind is none of another. */
export interface Slip {
  readonly kind: ExportKind;
  readonly words: SlipWords;
}

/** A line before it is signed. */
export interface SlipLine {
  readonly childId: Id;
  readonly of: string;
  readonly said: readonly string[];
}

/** Whose slip it is: civil affairs answer some of their own. */
export const ownOf = ({ department }: Pick<Actor, "department">): string => department ?? "civil_affairs";

export interface Making extends TakeSlip {
  /** Of the file; nothing said is the title and the day. */
  readonly name?: string;
  readonly address: string;
  /** What waits, page after page. */
  readonly pages: () => AsyncIterable<readonly SlipLine[]>;
  /** Is told whose data the file holds. */
  readonly saw: (children: readonly Id[]) => Promise<void>;
}

/** What waits in an inbox, page after page: of each of its lines those of a slip, which may be none. */
export async function* inboxPages<Line>(
  read: (after: string | undefined) => Promise<{ readonly lines: readonly Line[]; readonly next: string | null }>,
  linesOf: (line: Line) => Promise<readonly SlipLine[]>,
): AsyncGenerator<readonly SlipLine[]> {
  for (let after: string | undefined; ;) {
    const { lines, next } = await read(after);
    const page: SlipLine[] = [];
    for (const line of lines) page.push(...(await linesOf(line)));
    yield page;
    if (next === null) return;
    after = next;
  }
}

/** Makes a slip. Errors: those of makeExport and of `pages`. */
export function makeSlip(
  world: SlipWorld,
  actor: Actor,
  { kind, words }: Slip,
  { name = `${words.title}-${today(world.clock)}.xlsx`, pages, saw, ...taking }: Making,
): Promise<Ticket> {
  const key = tokenKeyOf(world.identitySecret, kind);
  return makeExport(world, actor, { ...taking, name, area: actor.area, kind }, async (watermark, save, progress) => {
    let count = 0;
    async function* rows(): AsyncGenerator<PlannedRow> {
      for await (const lines of pages()) {
        await saw(lines.map(({ childId }) => childId));
        progress.did(lines.length);
        for (const { childId, of, said } of lines) {
          const signed = { department: ownOf(actor), said: said.slice(0, SIGNED) };
          yield lineOf(words, said, tokenOf(key, signed, { childId, of, number: watermark.number }));
          count += 1;
        }
      }
    }
    await save(writeWorkbook(planOf(words, watermark, rows)));
    return count;
  });
}
