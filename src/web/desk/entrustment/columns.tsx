import { stages } from "#capabilities/entrustment/words.ts";
import type { EntrustmentLine } from "#capabilities/entrustment/words.ts";
import { ageOn, type Day } from "#kernel/day.ts";
import { longDay, shortDay } from "../../ui/dayText.ts";
import type { LineOf } from "../caselist/useLines.ts";
import { fileLink } from "../caselist/columns.tsx";
import type { Column } from "../parts/Grid.tsx";

interface Speech {
  readonly today: Day;
  readonly place: (code: string) => string;
  readonly lineOf: LineOf;
}

export const entrustmentColumns = ({ today, place, lineOf }: Speech): Column<EntrustmentLine>[] => [
  {
    title: "儿童",
    look: "main",
    cell: (line) => <a href={fileLink(line)}>{lineOf(line.childId)?.name ?? "打开档案"}</a>,
  },
  {
    title: "年龄",
    look: "num",
    cell: ({ childId }) => {
      const birth = lineOf(childId)?.birthDate;
      return birth === undefined ? "" : `${ageOn(birth, today)}岁`;
    },
  },
  { title: "监护人", cell: ({ childId }) => lineOf(childId)?.guardian ?? "" },
  { title: "村（社区）", cell: (line) => place(line.area) },
  {
    title: "委托照护书",
    cell: ({ stage }) =>
      stage === null ? (
        <span className="late">没有</span>
      ) : (
        <span className={stage === "over" ? "late" : undefined}>{stages[stage]}</span>
      ),
  },
  { title: "到期日", look: "quiet", cell: ({ until }) => (until === null ? "" : longDay(until)) },
  {
    title: "照护人不能胜任",
    cell: ({ doubtOn }) => (doubtOn === null ? "" : <b className="late">{shortDay(doubtOn, today)}登记</b>),
  },
];
