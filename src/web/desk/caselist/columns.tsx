import type { CaseLine } from "#capabilities/caselist/words.ts";
import { ageOn, type Day } from "#kernel/day.ts";
import { dueText, shortDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import type { Column } from "../parts/Grid.tsx";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { categoryTitles, groundTitle, type Pack } from "../policy/policy.ts";

/** What the columns of a list of children need to speak in words. */
export interface Speech {
  readonly pack: Pack;
  readonly today: Day;
  readonly place: (code: string) => string;
}

export const fileLink = (line: { readonly childId: string }): string => linkTo(`children/${line.childId}`);

const sexes: Readonly<Record<string, string>> = { male: "男", female: "女" };
export const sexText = (sex: string | null): string => sexes[sex ?? ""] ?? "—";

/** Grounds in words: confirmed ones, then the suspected, marked so. */
export const groundsText = (line: CaseLine, pack: Pack): string[] => [
  ...line.grounds.map((id) => groundTitle(pack, id)),
  ...line.suspected.map((id) => `（疑似）${groundTitle(pack, id)}`),
];

export function Listed({ texts }: { readonly texts: readonly string[] }) {
  const [first, ...more] = texts;
  if (first === undefined) return <span className="muted">—</span>;
  return (
    <span className="listed" title={texts.join("；")}>
      <span>{first}</span>
      {more.length > 0 && <small>等{texts.length}项</small>}
    </span>
  );
}

export function DueDay({ due, today }: { readonly due: Day | null; readonly today: Day }) {
  if (due === null) return <span className="muted">—</span>;
  const look = due < today ? "late" : due === today ? "soon" : undefined;
  return (
    <span className={look} title={due}>
      {dueText(due, today)}
    </span>
  );
}

const named: Column<CaseLine> = {
  title: "姓名",
  look: "main",
  cell: (line) => (
    <>
      <a href={fileLink(line)}>{line.name}</a>
      {line.proposed !== null && <span className="mark">待确认分级</span>}
      {!line.open && <span className="mark">已结案</span>}
    </>
  ),
};

export const childColumns = (): Column<CaseLine>[] => [
  { title: "等级", cell: (line) => <LevelBadge level={line.level} /> },
  named,
];

const day = (value: Day | null, today: Day): string => (value === null ? "—" : shortDay(value, today));

/** The columns of the ledger. */
export const ledgerColumns = ({ pack, today, place }: Speech): Column<CaseLine>[] => [
  ...childColumns(),
  { title: "性别", cell: (line) => sexText(line.sex) },
  { title: "年龄", look: "num", cell: (line) => `${ageOn(line.birthDate, today)}岁` },
  {
    title: "类别",
    cell: (line) => (
      <Listed
        texts={categoryTitles(
          pack,
          line.categories.filter((id) => pack.categories.find((one) => one.id === id)?.ledger !== "statistics"),
        )}
      />
    ),
  },
  { title: "情形", cell: (line) => <Listed texts={groundsText(line, pack)} /> },
  { title: "村（社区）", cell: (line) => place(line.area) },
  { title: "监护人", cell: (line) => line.guardian ?? "—" },
  { title: "上次入户", look: "quiet", cell: (line) => day(line.lastHome, today) },
  { title: "下次到期", cell: (line) => <DueDay due={line.dueOn} today={today} /> },
];
