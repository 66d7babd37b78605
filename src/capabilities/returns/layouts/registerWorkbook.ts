import {
  columnName,
  type Content,
  type PlannedColumn,
  type PlannedRow,
  type Style,
  type WorkbookPlan,
  writeWorkbook,
} from "#platform/files/index.ts";
import {
  type RegisterColumn,
  type RegisterDefinition,
  type RegisterNames,
  type RegisterRow,
  type RegisterValue,
  registerColumns,
  valueOf,
} from "../register.ts";
import { form as words, reckonedNote, register } from "../zh.ts";
import { type Head, annexOf, asOfNote, fieldsOf, isFuture } from "./form.ts";
import { bare, boxed, faces } from "./styles.ts";
import { linesNeeded } from "./width.ts";

const size = 10;
const styles = {
  annex: bare(faces.head, 12, "left"),
  title: bare(faces.title, 18, "center"),
  field: bare(faces.text, 11, "left"),
  head: boxed(faces.head, size, "center"),
  text: { ...boxed(faces.text, size, "left"), format: "@" },
  centred: { ...boxed(faces.text, size, "center"), format: "@" },
  number: { ...boxed(faces.text, size, "center"), format: "0" },
  day: { ...boxed(faces.text, size, "center"), format: "yyyy-mm-dd" },
} as const;

/** Widths by what stands in the column, in characters of the workbook's font; a Han character takes two. */
const widthByFact: Readonly<Record<string, number>> = {
  name: 9,
  sex: 5,
  ethnicity: 6,
  birthDate: 11,
  idNumber: 20,
  "hukou.area": 22,
  "residence.area": 22,
  "disability.level": 5,
};
const widthByWord = { no: 6, village: 14, categories: 18, grounds: 24, measures: 14, level: 13 } as const;

const widthOf = (column: RegisterColumn): number => {
  if ("word" in column) return widthByWord[column.word];
  return widthByFact[column.fact] ?? (column.fact.endsWith(".phone") ? 13 : column.fact.endsWith(".name") ? 9 : 10);
};

const styleOf = (value: RegisterValue, column: RegisterColumn): Style => {
  if (typeof value === "number") return styles.number;
  if (typeof value === "object" && value !== null) return styles.day;
  return widthOf(column) >= 14 ? styles.text : styles.centred;
};

/** The lines of the sheet, made as they are asked for, and the merges that become known on the way. */
class Register {
  readonly merges: string[] = [];
  readonly columns: readonly RegisterColumn[];
  private row = 0;
  private readonly last: string;

  constructor(columns: readonly RegisterColumn[]) {
    this.columns = columns;
    this.last = columnName(columns.length - 1);
  }

  private wide(content: string, style: Style, height: number): PlannedRow {
    this.row += 1;
    if (this.columns.length > 1) this.merges.push(`A${this.row}:${this.last}${this.row}`);
    return { cells: [{ content, style }], height };
  }

  *head(definition: RegisterDefinition, head: Head): Generator<PlannedRow> {
    const annex = annexOf(definition.clause);
    if (annex !== null) yield this.wide(annex, styles.annex, 20);
    yield this.wide(definition.title, styles.title, 34);
    yield this.wide(fieldsOf(head, words.header).map(({ label, value }) => `${label}：${value}`).join("　　　　"), styles.field, 21); // prettier-ignore
    this.row += 1;
    const height = Math.max(...this.columns.map(({ title }, i) => linesNeeded(title, this.ems(i)))) * 14 + 8;
    yield { cells: this.columns.map(({ title }) => ({ content: title, style: styles.head })), height };
  }

  get headRow(): number {
    return this.row;
  }

  private ems(column: number): number {
    const found = this.columns[column];
    return found === undefined ? 4 : (widthOf(found) * 6 - 6) / size;
  }

  line(row: RegisterRow, no: number, names: RegisterNames): PlannedRow {
    this.row += 1;
    const values = this.columns.map((column) => valueOf(column, row, no, names));
    const cells = values.map((value, i) => ({ content: value as Content, style: styleOf(value, this.columns[i] ?? { title: "", word: "no" }) })); // prettier-ignore
    const lines = values.map((value, i) => (typeof value === "string" ? linesNeeded(value, this.ems(i)) : 1));
    return { cells, height: Math.max(...lines) * 13.5 + 6 };
  }

  foot(text: string): PlannedRow {
    const width = this.columns.reduce((sum, _, i) => sum + this.ems(i), 0);
    return this.wide(text, styles.field, linesNeeded(text, width) * 15 + 6);
  }
}

const columnsOf = (columns: readonly RegisterColumn[]): PlannedColumn[] =>
  columns.map((column) => ({ width: widthOf(column) }));

/** The policy's columns, always with 序号 before them. */
const withNumber = (columns: readonly RegisterColumn[]): readonly RegisterColumn[] =>
  columns.some((column) => "word" in column && column.word === "no")
    ? columns
    : [{ title: register.number, word: "no" }, ...columns];

/** What {@link registerWorkbook} writes, for a caller that saves it to a file itself. */
export function registerPlan(
  children: AsyncIterable<RegisterRow>,
  head: Head,
  definition: RegisterDefinition,
  names: RegisterNames,
): WorkbookPlan {
  const sheet = new Register(withNumber(definition.columns ?? registerColumns));
  const heads = [...sheet.head(definition, head)];
  const headRow = sheet.headRow;
  return {
    title: definition.title,
    ...(head.watermark && { watermark: head.watermark }),
    sheets: [
      {
        name: annexOf(definition.clause)?.replaceAll(" ", "") ?? words.sheet,
        columns: columnsOf(sheet.columns),
        freeze: { rows: headRow, columns: 2 },
        merges: sheet.merges,
        page: { paper: "A3", landscape: true, fitWide: 1, titleRows: [headRow, headRow], footer: words.excelPage },
        rows: async function* rows() {
          yield* heads;
          let no = 0;
          for await (const child of children) yield sheet.line(child, ++no, names);
          yield sheet.foot(definition.foot ?? register.foot);
          if (isFuture(head)) yield sheet.foot(reckonedNote(head.asOf, head.day));
          yield sheet.foot(head.asOf < head.day ? `${asOfNote(head)}　${register.present}` : asOfNote(head));
          if (head.watermark) yield sheet.foot(head.watermark.line);
        },
      },
    ],
  };
}

/**
 * 附件2 as a workbook, in chunks, while the children are read: memory does not grow with them. A3 across, heads on
 * every page, numbers of documents and telephones kept as text, the document's two notes under the last child, and as of which day it was drawn up.
 */
export const registerWorkbook = (
  children: AsyncIterable<RegisterRow>,
  head: Head,
  definition: RegisterDefinition,
  names: RegisterNames,
): AsyncGenerator<Uint8Array> => writeWorkbook(registerPlan(children, head, definition, names));
