import { Button } from "antd";
import {
  type AnomalyCount, type AnomalyLine, findings, type UnregisteredLine, type Verdict, verdicts,
} from "#capabilities/anomaly/words.ts"; // prettier-ignore
import type { Day } from "#kernel/day.ts";
import { longDay, shortDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import { DueDay, fileLink } from "../caselist/columns.tsx";
import { ownerText } from "../comparison/listText.ts";
import type { Referring } from "../referral/useOrigins.tsx";
import type { Column } from "../parts/Grid.tsx";

/** What the columns need to speak in words; `choose` is undefined where the post only reads. */
export interface Speech<Line> {
  readonly today: Day;
  readonly place: (code: string) => string;
  readonly choose: ((line: Line) => void) | undefined;
}

const verdictText = (verdict: string | null): string =>
  verdict === null ? "" : verdict === "withdrawn" ? "已一致，撤销" : (verdicts[verdict as Verdict] ?? "已核实");

function ListName({ title, department }: { readonly title: string; readonly department: string }) {
  return (
    <>
      {title}
      <small className="under">{ownerText(department)}</small>
    </>
  );
}

/** How long there is still, and the way to answer. */
function Open({ due, today, act }: { readonly due: Day; readonly today: Day; readonly act: (() => void) | undefined }) {
  return (
    <span className="list-act">
      <DueDay due={due} today={today} />
      {act && (
        <Button size="small" type="primary" onClick={act}>
          核实
        </Button>
      )}
    </span>
  );
}

export const anomalyColumns = ({
  today,
  place,
  choose,
  nameOf,
  referring,
}: Speech<AnomalyLine> & {
  readonly nameOf: (childId: string) => string | undefined;
  readonly referring: Pick<Referring, "button" | "beside">;
}): Column<AnomalyLine>[] => [
  { title: "儿童", look: "main", cell: (line) => <a href={fileLink(line)}>{nameOf(line.childId) ?? "打开档案"}</a> },
  { title: "比对结果", cell: (line) => findings[line.finding] },
  { title: "名单", cell: (line) => <ListName title={line.title} department={line.department} /> },
  { title: "村（社区）", cell: (line) => place(line.area) },
  { title: "发现于", look: "quiet", cell: (line) => shortDay(line.raisedOn, today) },
  {
    title: "核实",
    cell: (line) =>
      line.closedOn === null ? (
        <Open due={line.due} today={today} act={choose && (() => choose(line))} />
      ) : (
        `${verdictText(line.verdict)}（${longDay(line.closedOn)}）`
      ),
  },
  {
    title: "转介",
    look: "act",
    cell: ({ childId, no, verdict }) => (
      <>
        {(verdict === null || verdict === "right" || verdict === "corrected") && referring.button(childId, no)}
        {referring.beside(childId, no)}
      </>
    ),
  },
];

export const unregisteredColumns = ({ today, place, choose }: Speech<UnregisteredLine>): Column<UnregisteredLine>[] => [
  { title: "名单上的姓名", look: "main", cell: (line) => line.name },
  { title: "名单", cell: (line) => <ListName title={line.title} department={line.department} /> },
  { title: "所属", cell: (line) => place(line.area) },
  { title: "发现于", look: "quiet", cell: (line) => shortDay(line.raisedOn, today) },
  {
    title: "核实",
    cell: (line) => {
      if (line.closedOn === null) return <Open due={line.due} today={today} act={choose && (() => choose(line))} />;
      const said = `${verdictText(line.verdict)}（${longDay(line.closedOn)}）`;
      return line.childId === null ? said : <a href={linkTo(`children/${line.childId}`)}>已建档 {said}</a>;
    },
  },
];

/** `own`: the post's area; what could not be placed below it waits there. */
export const countColumns = (own: string, today: Day, nameOf: (code: string) => string | undefined): Column<AnomalyCount>[] => [
  {
    title: "地区",
    look: "main",
    cell: ({ area }) =>
      area.length > own.length ? <a href={linkTo("anomalies", { area })}>{nameOf(area)}</a> : "本级（地址不明）",
  },
  { title: "待核实", look: "num", cell: ({ open }) => open },
  { title: "已逾期", look: "num", cell: ({ late }) => <span className={late > 0 ? "late" : undefined}>{late}</span> },
  { title: "已报上一级", look: "num", cell: ({ climbed }) => <span className={climbed > 0 ? "late" : undefined}>{climbed}</span> },
  ...["7 天内", "8 至 30 天", "31 至 90 天", "90 天以上"].map((title, band): Column<AnomalyCount> => ({ title, look: "num", cell: ({ ages }) => ages[band] ?? 0 })),
  { title: "最早发现于", cell: ({ oldest }) => (oldest === null ? "" : shortDay(oldest, today)) },
]; // prettier-ignore
