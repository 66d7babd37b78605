import type { ReactNode } from "react";
import type { CaseLine, LedgerColumnId, LedgerOrder } from "#capabilities/caselist/words.ts";
import { columnTitles, guardianshipNames, guardianshipUnknown } from "#capabilities/caselist/zh.ts";
import { ageOn, type Day } from "#kernel/day.ts";
import { dueText, shortDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import type { Column } from "../parts/Grid.tsx";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { categoryTitles, groundTitle, type Pack } from "../policy/policy.ts";
import { turned } from "./ledgerQuery.ts";

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

const named = (line: CaseLine) => (
  <>
    <a href={fileLink(line)}>{line.name}</a>
    {line.proposed !== null && <span className="mark">待确认分级</span>}
    {!line.open && <span className="mark">已结案</span>}
  </>
);

export const childColumns = (): Column<CaseLine>[] => [
  { title: "等级", cell: (line) => <LevelBadge level={line.level} /> },
  { title: "姓名", look: "main", cell: named },
];

const day = (value: Day | null, today: Day): string => (value === null ? "从未" : shortDay(value, today));

/** Statistics are no category that somebody works by. */
const categoriesText = (line: CaseLine, pack: Pack): string[] =>
  categoryTitles(
    pack,
    line.categories.filter((id) => pack.categories.find((one) => one.id === id)?.ledger !== "statistics"),
  );

type Drawn = Pick<Column<CaseLine>, "look"> & { readonly cell: (line: CaseLine, speech: Speech) => ReactNode };

const drawn: Readonly<Record<LedgerColumnId, Drawn>> = {
  level: { cell: (line) => <LevelBadge level={line.level} /> },
  name: { look: "main", cell: named },
  sex: { cell: (line) => sexText(line.sex) },
  age: { look: "num", cell: (line, { today }) => `${ageOn(line.birthDate, today)}岁` },
  birthDate: { look: "quiet", cell: (line) => line.birthDate },
  categories: { cell: (line, { pack }) => <Listed texts={categoriesText(line, pack)} /> },
  grounds: { cell: (line, { pack }) => <Listed texts={groundsText(line, pack)} /> },
  area: { cell: (line, { place }) => place(line.area) },
  guardian: { cell: (line) => line.guardian ?? "—" },
  guardianship: { cell: (line) => guardianshipNames[line.guardianship ?? ""] ?? guardianshipUnknown },
  since: { look: "quiet", cell: (line, { today }) => shortDay(line.since, today) },
  lastHome: { look: "quiet", cell: (line, { today }) => day(line.lastHome, today) },
  lastContact: { look: "quiet", cell: (line, { today }) => day(line.lastContact, today) },
  dueOn: { cell: (line, { today }) => <DueDay due={line.dueOn} today={today} /> },
  intervened: { cell: (line) => <Intervened line={line} /> },
};

/** Asked of the gravest level alone. */
function Intervened({ line }: { readonly line: CaseLine }) {
  if (line.rank !== 0) return <span className="muted">—</span>;
  return line.intervened ? "已介入" : <span className="late">未介入</span>;
}

/** Columns by which the ledger may be ordered. */
const ordered: Partial<Record<LedgerColumnId, LedgerOrder>> = {
  level: "level", age: "age", birthDate: "-age", area: "area", lastHome: "visited", dueOn: "due",
}; // prettier-ignore

const isDown = (order: LedgerOrder): boolean => order.startsWith("-");

interface Ordering {
  readonly now: LedgerOrder;
  readonly choose: (order: LedgerOrder) => void;
}

function orderFor(id: LedgerColumnId, { now, choose }: Ordering): Column<CaseLine>["order"] {
  const own = ordered[id];
  if (own === undefined) return undefined;
  const isOwn = now === own || now === turned(own);
  return {
    now: isOwn ? (isDown(now) === isDown(own) ? "ascending" : "descending") : undefined,
    turn: () => choose(isOwn ? turned(now) : own),
  };
}

/** The columns of the ledger that somebody wants to see; a press on a head puts the rows in its order. */
export const ledgerColumns = (
  ids: readonly LedgerColumnId[],
  speech: Speech,
  ordering?: Ordering,
): Column<CaseLine>[] =>
  ids.map((id) => {
    const { look, cell } = drawn[id];
    const order = ordering && orderFor(id, ordering);
    return {
      title: columnTitles[id],
      cell: (line: CaseLine) => cell(line, speech),
      ...(look && { look }),
      ...(order && { order }),
    };
  });
