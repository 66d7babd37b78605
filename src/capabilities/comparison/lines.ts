import type { FactValue } from "#engines/rules/catalogue.ts";
import { ageOn, type Day, isDay } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Resolver } from "#capabilities/area/index.ts";
import type { ComparisonItem } from "#capabilities/policy/index.ts";
import { type Fault, type Layout, type ParsedRow, readSurvey } from "#capabilities/survey/index.ts";
import type { Cell, FileInput, Row } from "#platform/files/index.ts";
import { columnsOf } from "./columns.ts";

/** Who a line is about, as it is compared: in the order of `fields`, "" where nothing is known. */
export const fields = [
  { key: "name", name: "姓名", type: "name.zh", household: false },
  { key: "idNumber", name: "身份证号", type: "id", household: false },
  { key: "birthDate", name: "出生日期", type: "date", household: false },
  { key: "sex", name: "性别", type: "sex", household: false },
  { key: "guardian.name", name: "监护人", type: "name.zh", household: true },
  { key: "guardian.phone", name: "联系电话", type: "phone", household: true },
  { key: "village", name: "村居", type: "area", household: true },
  { key: "school.name", name: "学校", type: "text", household: true },
] as const;

/** Of these, what a kind of list has columns for; an id number says birth and sex, too. */
export function fieldsOf(item: Pick<ComparisonItem, "columns">): (typeof fields)[number][] {
  const has = new Set(item.columns);
  const numbered = has.has("idNumber") || has.has("disability.certificate");
  return fields.filter(({ key }) => has.has(key) || (numbered && ["idNumber", "birthDate", "sex"].includes(key)));
}

/** One line of a list. */
export interface Line {
  /** Counts the lines, from 1. */
  readonly n: number;
  /** Where it stands: “名单”第 12 行. */
  readonly place: string;
  readonly who: readonly string[];
  /** What it says; nothing where a cell cannot be read. */
  readonly facts: Readonly<Record<string, FactValue>> | null;
  readonly village: string;
  readonly area: AreaCode | null;
  readonly faults: readonly Fault[];
  /** Numbers that cannot be right: they stop no line, help to find the child, and go back to whoever sent the list. */
  readonly doubts: readonly Fault[];
  /** The person, or somebody else with the same number, stood on a line before: two lines would take each other's child away, or make one child two. */
  readonly repeats?: boolean;
}

export const isWholeId = (id: string): boolean => /^\d{17}[\dXx]$/.test(id);

/** Of the numbers that say who somebody is; that a phone number or a blank was not taken is nobody's fault. */
const isDoubt = ({ code }: Fault): boolean => /^survey\.(?:id_|certificate_|digits_lost)/.test(code);

/** The digits that a spreadsheet has left of a number: 4.45281201201011E+17 is one of eighteen, the last ones lost. */
const wholeDigits = (text: string): string =>
  /^\d(?:\.\d+)?E\+?\d{1,2}$/i.test(text) ? BigInt(Math.round(Number(text))).toString() : text;

const rawText = (cell: Cell | undefined): string => {
  if (cell?.kind === "text") return cell.text.trim();
  if (cell?.kind === "number") return cell.raw;
  return cell?.kind === "date" ? (cell.day ?? "") : "";
};

/** What the line says of who it is about: as it was understood, and where it was not, as it was typed. */
function whoOf(parsed: ParsedRow, layout: Layout, raw: Row, area: AreaCode | null): string[] {
  const facts = parsed.ok?.facts ?? {};
  const typed = (key: string): string => {
    const place = layout.places.get(key);
    return place === undefined ? "" : rawText(raw.cells[place]);
  };
  return fields.map(({ key }) => {
    if (key === "village") return area ?? "";
    const said = String(facts[key] ?? "") || typed(key);
    if (key !== "idNumber") return said;
    // the number of a disability certificate begins with the id number (GB/T 26341)
    const certificate = String(facts["disability.certificate"] ?? "") || typed("disability.certificate");
    return wholeDigits(said === "" ? certificate.slice(0, 18) : said);
  });
}

/** The lines of a list, one after the other. Errors: those of readSurvey. */
export async function* readLines(
  file: FileInput,
  item: ComparisonItem,
  how: { readonly today: Day; readonly resolve: Resolver },
): AsyncGenerator<Line> {
  let n = 0;
  for await (const read of readSurvey(file, { today: how.today, columns: columnsOf(item), lenient: true })) {
    if (read.kind !== "row" || !read.parsed) continue;
    const { parsed, layout, raw } = read;
    n += 1;
    const place = layout.places.get("village");
    const village = parsed.ok?.village ?? (place === undefined ? "" : rawText(raw.cells[place]));
    const found = village === "" ? null : await how.resolve(village);
    const area = found?.kind === "found" ? found.area.code : null;
    const facts = parsed.ok ? { ...(item.says as Record<string, FactValue>), ...parsed.ok.facts } : null;
    const where = parsed.sheet === "CSV" ? `第 ${parsed.row} 行` : `“${parsed.sheet}”第 ${parsed.row} 行`;
    const who = whoOf(parsed, layout, raw, area);
    const repeats = parsed.faults.some(({ code }) => code === "survey.row_repeated" || code === "survey.row_same_number");
    const doubts = (parsed.untaken ?? []).filter(isDoubt);
    yield { n, place: where, who, facts, village, area, faults: parsed.faults, doubts, repeats };
  }
} // prettier-ignore

/** A line about somebody who is no child any more. */
export function isAdult({ facts, who }: Line, day: Day): boolean {
  const birth = facts?.["birthDate"] ?? birthIn(who[1] ?? "") ?? who[2];
  return typeof birth === "string" && /^\d{4}-\d\d-\d\d$/.test(birth) && birth <= day && ageOn(birth, day) >= 18;
}

/** The same of a file, by its id number and date of birth. */
export const isGrown = ([, id = "", birth = ""]: readonly string[], day: Day): boolean =>
  isWholeId(id) && /^\d{4}-\d\d-\d\d$/.test(birth) && birth <= day && ageOn(birth, day) >= 18;

/** The birth date in a number of eighteen characters, right or not; undefined where it is no day. */
export const birthIn = (id: string): string | undefined => {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(id) ?? [];
  const birth = `${year}-${month}-${day}`;
  return isDay(birth) ? birth : undefined;
};
