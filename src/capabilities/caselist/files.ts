import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { ageOn, type Day } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import {
  type ExportWorld,
  makeExport,
  type Progress,
  type Saw,
  seenBy,
  type TakeAlong,
  type Ticket,
} from "#capabilities/export/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Content, type PlannedRow, type Style, type WorkbookPlan, writeWorkbook } from "#platform/files/index.ts";
import { readCursor } from "#platform/http/page.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type DueWorld, lookingFor } from "./due.ts";
import { ledgerCount, orders } from "./ledger.ts";
import { narrowed } from "./narrowed.ts";
import { readLedger } from "./search.ts";
import type { CaseLine, LedgerColumnId, LedgerFileQuery } from "./words.ts";
import { columnTitles, file as words, guardianshipNames, guardianshipUnknown } from "./zh.ts";

/* The ledger as a workbook: whom the page lists, in its order, with the columns that it shows. */

/** What a policy calls things. */
export interface Titles {
  readonly ref: string;
  /** 普民〔2024〕35号（第1版）. */
  readonly pack: string;
  readonly level: (id: string) => string | undefined;
  readonly category: (id: string) => string | undefined;
  readonly ground: (id: string) => string | undefined;
}

export interface FileWorld extends DueWorld, ExportWorld {
  readonly titlesOf: (area: AreaCode, day: Day) => Titles;
}

interface Speech {
  readonly day: Day;
  readonly titles: Titles;
  readonly place: (code: AreaCode) => string;
}

const BATCH = 200;
/** What a sheet holds: as far as it is counted how many there will be. */
const MOST_LINES = 1_048_576;
const size = 10;
const text: Style = { font: "仿宋", size, align: "left", vertical: "center", wrap: true, border: true, format: "@" };
const styles = {
  title: { font: "方正小标宋简体", size: 16, align: "center", vertical: "center" },
  head: { font: "黑体", size, align: "center", vertical: "center", wrap: true, border: true },
  text,
  number: { ...text, align: "center", format: "0" },
  day: { ...text, align: "center", format: "yyyy-mm-dd" },
  foot: { font: "仿宋", size, align: "left", vertical: "center", wrap: true },
} as const satisfies Readonly<Record<string, Style>>;

const widths: Readonly<Record<LedgerColumnId, number>> = {
  level: 18, name: 10, sex: 5, age: 5, birthDate: 12, categories: 24, grounds: 34, area: 20, guardian: 10, guardianship: 9,
  since: 12, lastHome: 12, lastContact: 12, dueOn: 12, intervened: 8,
}; // prettier-ignore

const onDay = (day: Day | null): Content => (day === null ? words.never : { day });
const all = (ids: readonly string[], title: (id: string) => string | undefined): string[] =>
  ids.map((id) => title(id) ?? words.elsewhere);

const cells: Readonly<Record<LedgerColumnId, (line: CaseLine, speech: Speech) => Content>> = {
  level: (line, { titles }) => (line.level === null ? words.ungraded : (titles.level(line.level) ?? words.elsewhere)),
  name: (line) => line.name,
  sex: ({ sex }) => (sex === "male" ? words.male : sex === "female" ? words.female : ""),
  age: (line, { day }) => ageOn(line.birthDate, day),
  birthDate: (line) => ({ day: line.birthDate }),
  categories: (line, { titles }) => all(line.categories, titles.category).join("；"),
  grounds: (line, { titles }) =>
    [...all(line.grounds, titles.ground), ...all(line.suspected, titles.ground).map(words.suspected)].join("；"),
  area: (line, { place }) => place(line.area),
  guardian: (line) => line.guardian ?? "",
  guardianship: ({ guardianship }) => guardianshipNames[guardianship ?? ""] ?? guardianshipUnknown,
  since: (line) => ({ day: line.since }),
  lastHome: (line) => onDay(line.lastHome),
  lastContact: (line) => onDay(line.lastContact),
  dueOn: (line) => (line.dueOn === null ? "" : { day: line.dueOn }),
  intervened: (line) => (line.rank > 0 ? "" : line.intervened ? words.yes : words.no),
};

const styleOf = (content: Content): Style =>
  typeof content === "number" ? styles.number : typeof content === "object" && content !== null ? styles.day : styles.text; // prettier-ignore

const rowOf = (line: CaseLine, no: number, columns: readonly LedgerColumnId[], speech: Speech): PlannedRow => ({
  cells: [no, ...columns.map((column) => cells[column](line, speech))].map((content) => ({ content, style: styleOf(content) })),
}); // prettier-ignore

interface Sheet {
  readonly columns: readonly LedgerColumnId[];
  readonly speech: () => Speech;
  readonly watermark: Watermark;
}

function planOf(lines: AsyncIterable<CaseLine>, { columns, speech, watermark }: Sheet): WorkbookPlan {
  const heads = [words.number, ...columns.map((column) => columnTitles[column])];
  return {
    title: words.title,
    watermark,
    sheets: [
      {
        name: words.sheet,
        columns: [{ width: 6 }, ...columns.map((column) => ({ width: widths[column] }))],
        freeze: { rows: 2, columns: 1 },
        page: { paper: "A4", landscape: true, fitWide: 1, titleRows: [2, 2], footer: words.page },
        rows: async function* rows() {
          yield { cells: [{ content: words.title, style: styles.title }], height: 28 };
          yield { cells: heads.map((content) => ({ content, style: styles.head })), height: 22 };
          let no = 0;
          for await (const line of lines) yield rowOf(line, ++no, columns, speech());
          const { day, titles } = speech();
          for (const foot of [words.foot(day, titles.pack), watermark.line])
            yield { cells: [{ content: foot, style: styles.foot }] };
        },
      },
    ],
  };
}

/** Names of areas, learnt batch by batch: 占陇镇某村, because a county has several villages of one name. */
class Places {
  private known = new Map<AreaCode, readonly string[]>();

  async learn(db: Queryable, codes: readonly AreaCode[], day: Day): Promise<void> {
    if (this.known.size > 20_000) this.known = new Map();
    const missing = [...new Set(codes)].filter((code) => !this.known.has(code));
    for (const [code, path] of await areaPaths(db, missing, day)) this.known.set(code, path);
  }

  readonly name = (code: AreaCode): string => this.known.get(code)?.slice(-2).join("") ?? code;
}

/** Who takes what along, from where. */
export interface Taking extends TakeAlong {
  readonly address: string;
}

/**
 * Makes the ledger as a file to be taken along, all lines of one moment; `saw` is told of its children before it
 * is there to be fetched. Errors: area.unknown (404); those of makeExport.
 */
export async function takeLedger(
  world: FileWorld,
  actor: Actor,
  { columns, ...filters }: LedgerFileQuery,
  saw: Saw,
  taking: Taking,
): Promise<Ticket> {
  const scope = narrowed(actor, filters.area);
  const day = today(world.clock);
  const query = { ...filters, limit: BATCH };
  const looking = lookingFor(world, scope);
  const places = new Places();
  const speech = (): Speech => ({ day, titles: world.titlesOf(scope.lo, day), place: places.name });
  const seen = seenBy(saw);
  let count = 0;

  async function* lines(db: Queryable, progress: Progress): AsyncGenerator<CaseLine> {
    // who is looked for by name is found by opening names: how many there are, the end says
    if (query.name === undefined) progress.of(await ledgerCount(db, looking, query, MOST_LINES));
    for (let after: string | undefined; ;) {
      const page = await readLedger((work) => work(db), looking, query, readCursor(after, ...orders[query.sort].keys));
      seen.note(page.lines.map((line) => line.childId));
      await places.learn(db, page.lines.map((line) => line.area), day); // prettier-ignore
      count += page.lines.length;
      progress.did(page.lines.length);
      yield* page.lines;
      if (page.next === null) return;
      after = page.next;
    }
  }

  const taken = { ...taking, area: scope.lo, kind: "register", name: `${words.title}-${day}.xlsx` } as const;
  return makeExport(world, actor, taken, async (watermark, save, progress) => {
    await inScope(
      world.pool,
      actor.scope,
      async (db) => {
        const read = lines(db, progress);
        try {
          await save(writeWorkbook(planOf(read, { columns, speech, watermark })));
        } finally {
          await read.return(undefined); // a disk may be full in the middle of a query
        }
      },
      { readOnly: true, snapshot: true },
    );
    await seen.tell();
    return count;
  });
}
