import { type RecognitionLine, stages } from "#capabilities/recognition/words.ts";
import type { Day } from "#kernel/day.ts";
import { shortDay } from "../../ui/dayText.ts";
import { DueDay, fileLink } from "../caselist/columns.tsx";
import type { Column } from "../parts/Grid.tsx";

interface Speech {
  readonly today: Day;
  readonly place: (code: string) => string;
  readonly nameOf: (childId: string) => string | undefined;
}

export const recognitionColumns = ({ today, place, nameOf }: Speech): Column<RecognitionLine>[] => [
  {
    title: "儿童",
    look: "main",
    cell: (line) => <a href={fileLink(line)}>{nameOf(line.childId) ?? "打开档案"}</a>,
  },
  { title: "认定", cell: ({ title }) => title },
  { title: "村（社区）", cell: ({ area }) => place(area) },
  { title: "状态", cell: ({ stage }) => stages[stage] },
  { title: "申请", look: "quiet", cell: ({ askedOn }) => shortDay(askedOn, today) },
  {
    title: "期限",
    cell: ({ due, endedOn, climbsOn }) =>
      due === null ? (
        endedOn !== null && `${shortDay(endedOn, today)}结束`
      ) : (
        <>
          <DueDay due={due} today={today} />
          {climbsOn !== null && climbsOn < today && <small className="under">已报上一级</small>}
        </>
      ),
  },
];
