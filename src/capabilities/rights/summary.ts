import { createHash } from "node:crypto";
import type { PostKind } from "#kernel/actor.ts";
import { canonical } from "#kernel/canonical.ts";
import { type Day, dayOf } from "#kernel/day.ts";
import type { Entry } from "#kernel/entry.ts";
import type { Id } from "#kernel/id.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { postNames } from "#capabilities/account/words.ts";
import { type FileState, showFacts } from "#capabilities/registry/index.ts";
import type { ShownRules } from "#capabilities/retention/words.ts";
import type { ChildSummary } from "#capabilities/trace/words.ts";
import { purposeNames } from "#capabilities/trace/index.ts";
import type { PlannedRow, WorkbookPlan } from "#platform/files/index.ts";
import type { Summary, SummarySection } from "./words.ts";
import { summaryNotes, summaryWords as words, withoutLabels } from "./zh.ts";

/** All that a summary is drawn from. */
export interface Sources {
  readonly childId: Id;
  readonly day: Day;
  readonly file: FileState;
  readonly entries: readonly Entry[];
  /** Names of the kinds of entries. */
  readonly history: Readonly<Record<string, string>>;
  readonly areas: ReadonlyMap<string, string>;
  readonly looks: ChildSummary;
  readonly rules: ShownRules;
}

const ofOthers = /^(?:father|mother|guardian|carer)\./;

/** What the law keeps back (个人信息保护法 45, 18), and what is somebody else's and sensitive. */
function isGiven(key: string): boolean {
  const cls = factByKey.get(key)?.cls;
  return cls !== undefined && cls !== "sealed" && !(cls === "sensitive" && ofOthers.test(key));
}

/** Sensitive facts that a summary opens where the file has them, for the trace of the look. */
export const sensitiveGiven: readonly string[] = [...factByKey.values()].filter(({ key, cls }) => cls === "sensitive" && isGiven(key)).map(({ key }) => key); // prettier-ignore

function factSection({ file, areas }: Sources): SummarySection {
  const given = Object.fromEntries(Object.entries(file.facts).filter(([key]) => isGiven(key)));
  const rows = showFacts(given, areas, { purpose: "rights", isOnCase: false }).map((fact) =>
    [fact.groupLabel, fact.label, fact.text, fact.source, fact.on].map(withoutLabels),
  );
  return { title: words.facts, columns: [...words.factColumns], rows };
}

/** Kinds of entries that a guardian is told of: that something sealed was named or opened would tell that it is there. */
const toldKinds =
  /^(?:registry\.(?:child_registered|facts_recorded|child_moved|file_closed|file_reopened)|visit\.|task\.|grade\.assessed|rights\.|retention\.(?:un)?sealed$)/;

/** Days and titles: what was said in an entry is in the facts, or is somebody's work. */
function historySection({ entries, history }: Sources): SummarySection {
  const rows = entries.flatMap((entry) => {
    const title = toldKinds.test(entry.kind) ? history[entry.kind] : undefined;
    const day = typeof entry.body["day"] === "string" ? entry.body["day"] : dayOf(new Date(entry.occurredAt));
    return title === undefined ? [] : [[day, withoutLabels(title)]];
  });
  return { title: words.history, columns: [...words.historyColumns], rows };
}

function lookSections({ looks }: Sources): SummarySection[] {
  const posts = looks.posts
    .toSorted((a, b) => (a.post < b.post ? -1 : 1))
    .map((line) => [
      postNames[line.post as PostKind] ?? line.post,
      line.people,
      line.looks,
      dayOf(new Date(line.first)),
      dayOf(new Date(line.last)),
    ]);
  const purposes = looks.purposes
    .toSorted((a, b) => (a.purpose < b.purpose ? -1 : 1))
    .map((line) => [purposeNames[line.purpose as keyof typeof purposeNames] ?? line.purpose, line.looks]);
  return [
    { title: `${words.looks}（${looks.from ?? ""}至${looks.to}）`, columns: [...words.lookColumns], rows: posts },
    { title: words.purposes, columns: [...words.purposeColumns], rows: purposes },
    { title: words.exports, columns: [...words.exportColumns], rows: [[words.exported, looks.exports]] },
  ];
}

const keepingSection = ({ rules }: Sources): SummarySection => ({
  title: words.keeping,
  columns: [...words.keepingColumns],
  rows: rules.rules
    .filter(({ id }) => id.startsWith("files.") || id === "records.trace" || id === "records.request")
    .map(({ title, keep, clause }) => [title, keep, clause].map(withoutLabels)),
});

/** Draws the summary of one child's data: the same sources, the same digest. */
export function drawSummary(sources: Sources): Summary {
  const sections = [factSection(sources), historySection(sources), ...lookSections(sources), keepingSection(sources)];
  const digest = createHash("sha256").update(canonical(sections)).digest("hex");
  const { childId, day, file } = sources;
  const opened = sensitiveGiven.filter((key) => file.facts[key] !== undefined);
  return { childId, title: words.title, day, sections, notes: [...summaryNotes], digest, opened };
}

/** How much was handed over: lines by section. */
export const contentsOf = (summary: Summary): Record<string, number> =>
  Object.fromEntries(summary.sections.map(({ title, rows }) => [title.replace(/（.*$/u, ""), rows.length]));

/** The summary as a workbook: one sheet, to be printed or given along. */
export function summaryPlan(summary: Summary): WorkbookPlan {
  function* rows(): Generator<PlannedRow> {
    yield { cells: [{ content: summary.title, style: { bold: true, size: 16 } }] };
    yield { cells: [`${summary.day}　${summary.digest}`] };
    for (const { title, columns, rows: lines } of summary.sections) {
      yield { cells: [] };
      yield { cells: [{ content: title, style: { bold: true, size: 13 } }] };
      yield { cells: columns, style: { bold: true, fill: "E8EEF4", border: true } };
      for (const line of lines) yield { cells: line, style: { border: true, wrap: true, vertical: "top" } };
    }
    yield { cells: [] };
    for (const note of summary.notes) yield { cells: [note] };
  }
  const columns = [14, 28, 36, 14, 12].map((width) => ({ width }));
  const page = { paper: "A4", fitWide: 1, footer: "&C第 &P 页 共 &N 页" } as const;
  return { title: summary.title, sheets: [{ name: "摘要", columns, page, rows }] };
}
