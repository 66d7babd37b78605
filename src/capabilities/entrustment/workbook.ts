import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { areaPath, areaPaths } from "#capabilities/area/index.ts";
import { linesOf } from "#capabilities/caselist/index.ts";
import { type ExportWorld, makeExport, type TakeAlong, type Ticket } from "#capabilities/export/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { type PlannedRow, type Style, type WorkbookPlan, writeWorkbook } from "#platform/files/index.ts";
import { askedOf, type EntrustmentWorld } from "./reading.ts";
import { listEntrustments } from "./store.ts";
import { type EntrustmentLine, type Show, shows, stages } from "./words.ts";
import { workbookWords as words } from "./zh.ts";

/* A list of agreements as a workbook: whom the page lists, by village, to be worked off there. */

export type TakingWorld = EntrustmentWorld & ExportWorld;

const text: Style = { format: "@", border: true, wrap: true, vertical: "center" };
const head: Style = { ...text, bold: true, fill: "DDEBF7", align: "center" };
const PAGE = 200;

function planOf(title: string, watermark: Watermark, rows: () => AsyncIterable<PlannedRow>): WorkbookPlan {
  return {
    title,
    watermark,
    sheets: [
      {
        name: words.sheet,
        columns: words.widths.map((width) => ({ width })),
        freeze: { rows: 2, columns: 1 },
        page: { paper: "A4", landscape: true, fitWide: 1, titleRows: [2, 2], footer: words.page },
        rows: async function* all() {
          yield { cells: [{ content: title, style: { bold: true, size: 14 } }], height: 24 };
          yield { cells: words.heads.map((content) => ({ content, style: head })) };
          yield* rows();
          yield { cells: [{ content: watermark.line, style: { format: "@" } }] };
        },
      },
    ],
  };
}

/** The list, batch after batch. */
async function* batches(world: TakingWorld, actor: Actor, area: AreaCode | undefined, show: Show): AsyncGenerator<readonly EntrustmentLine[]> {
  const asked = askedOf(world, actor, area);
  for (let after: readonly string[] | null = null; ;) {
    const from: readonly string[] | null = after;
    const lines: EntrustmentLine[] = await inScope(world.pool, actor.scope, (db) => listEntrustments(db, asked, show, from, PAGE), { readOnly: true });
    if (lines.length > 0) yield lines;
    const last = lines.at(-1);
    if (!last || lines.length < PAGE) return;
    after = [last.area, last.childId];
  }
} // prettier-ignore

/** Names and places of a batch, in its order. */
async function* rowsOf(world: TakingWorld, actor: Actor, lines: readonly EntrustmentLine[], first: number): AsyncGenerator<PlannedRow> {
  const { today: day } = askedOf(world, actor, undefined);
  const looking = { machine: world.journal.machine, scope: actor.scope, day };
  const read = <T>(work: Parameters<typeof inScope<T>>[2]): Promise<T> => inScope(world.pool, actor.scope, work, { readOnly: true });
  const named = new Map((await linesOf(read, looking, lines.map(({ childId }) => childId))).map((line) => [line.childId, line]));
  const paths = await areaPaths(world.pool, [...new Set(lines.map(({ area }) => area))], day);
  for (const [n, { childId, area, stage, until, doubtOn }] of lines.entries()) {
    const line = named.get(childId);
    const place = (paths.get(area) ?? []).slice(-2).join("");
    const cells = [first + n, place, line?.name ?? "", line?.guardian ?? "", stage ? stages[stage] : words.none, until ?? "", doubtOn ?? "", ""];
    yield { cells: cells.map((content) => ({ content, style: text })) };
  }
} // prettier-ignore

/** Makes the workbook; `saw` is told whose data it holds. Errors: area.unknown (404), those of makeExport. */
export async function takeList(
  world: TakingWorld,
  actor: Actor,
  saw: (children: readonly Id[]) => Promise<void>,
  { area, show }: { readonly area?: AreaCode | undefined; readonly show: Show },
  taking: TakeAlong & { readonly address: string },
): Promise<Ticket> {
  const { today: day } = askedOf(world, actor, area);
  const of = area ?? actor.area;
  const place = of === "0" ? "" : (await areaPath(world.pool, of, day)).at(-1);
  const title = `${place}${words.title}（${shows[show]}）`;
  const taken = { ...taking, area: of, kind: "register", name: `${title}-${day}.xlsx` } as const;
  return makeExport(world, actor, taken, async (watermark, save, progress) => {
    let count = 0;
    async function* rows(): AsyncGenerator<PlannedRow> {
      for await (const lines of batches(world, actor, area, show)) {
        await saw(lines.map(({ childId }) => childId));
        yield* rowsOf(world, actor, lines, count + 1);
        count += lines.length;
        progress.did(lines.length);
      }
    }
    await save(writeWorkbook(planOf(title, watermark, rows)));
    return count;
  });
}
