import { Button } from "antd";
import {
  answers,
  type ConferenceLine,
  type DecisionLine,
  type InvitedLine,
  stages,
} from "#capabilities/conference/words.ts";
import type { Day } from "#kernel/day.ts";
import { shortDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import { DueDay, fileLink } from "../caselist/columns.tsx";
import type { Column } from "../parts/Grid.tsx";
import { limitNote } from "../referral/referralText.ts";
import { conferencePath, decisionOwner, decisionText, stageText } from "./conferenceText.ts";

type Limited = Parameters<typeof limitNote>[0];

function Due({ line, today }: { readonly line: Limited; readonly today: Day }) {
  if (line.due === null) return null;
  const note = limitNote(line, today);
  return (
    <>
      <DueDay due={line.due} today={today} />
      {note !== "" && <small className="under">{note}</small>}
    </>
  );
}

interface Speech {
  readonly today: Day;
  readonly place: (code: string) => string;
  readonly nameOf: (childId: string) => string | undefined;
}

export const conferenceColumns = ({ today, place, nameOf }: Speech): Column<ConferenceLine>[] => [
  { title: "儿童", look: "main", cell: (line) => <a href={fileLink(line)}>{nameOf(line.childId) ?? "打开档案"}</a> },
  { title: "村（社区）", cell: (line) => place(line.area) },
  { title: "状态", cell: (line) => stageText(line, today) },
  { title: "会议", cell: (line) => shortDay(line.day, today) },
  {
    title: "决定",
    cell: (line) =>
      line.decisions === 0 && line.stage !== "held" && line.stage !== "closed" ? "—" : line.open > 0 ? `${line.decisions} 项，${line.open} 项没有落实` : `${line.decisions} 项`,
  },
  {
    title: "期限",
    cell: (line) => (line.endedOn === null ? <Due line={line} today={today} /> : `${shortDay(line.endedOn, today)}结束`),
  },
  {
    title: "办理",
    look: "act",
    cell: (line) => {
      const mine = line.toReview || (line.stage === "called" && line.day <= today);
      return (
        <Button size="small" type={mine ? "primary" : "default"} href={linkTo(conferencePath(line))}>
          {line.toReview ? "评估" : mine ? "记纪要" : "查看"}
        </Button>
      );
    },
  },
]; // prettier-ignore

export const decisionColumns = ({ today, place, nameOf }: Speech): Column<DecisionLine>[] => [
  { title: "决定", look: "main", cell: (line) => line.what || "（档案已封存）" },
  { title: "落实人", cell: decisionOwner },
  { title: "状态", cell: decisionText },
  { title: "儿童", cell: (line) => <a href={fileLink(line)}>{nameOf(line.childId) ?? "打开档案"}</a> },
  { title: "村（社区）", cell: (line) => place(line.area) },
  { title: "完成日期", cell: (line) => <Due line={line} today={today} /> },
  {
    title: "办理",
    look: "act",
    cell: (line) => (
      <Button size="small" type={line.stage === "unable" ? "primary" : "default"} href={linkTo(conferencePath(line))}>
        {line.stage === "unable" ? "处理" : "查看"}
      </Button>
    ),
  },
];

/** What a department reads beside its invitation. */
const invitedText = (line: InvitedLine): string => {
  if (line.stage === "cancelled" || line.stage === "closed") return stages[line.stage];
  if (line.open > 0) return `${line.open} 项决定等本部门落实`;
  return line.stage === "held" ? "已召开" : answers[line.answer];
};

export const invitedColumns = (today: Day, open: (line: InvitedLine) => void): Column<InvitedLine>[] => [
  {
    title: "儿童",
    look: "main",
    cell: (line) => (
      <>
        {line.unopened ? "打开后显示姓名" : line.name === "" ? "（材料已停止提供）" : line.name}
        <small className="under">{line.town}</small>
      </>
    ),
  },
  { title: "会议", cell: (line) => shortDay(line.day, today) },
  { title: "状态", cell: invitedText },
  { title: "期限", cell: (line) => (line.waits ? <Due line={line} today={today} /> : null) },
  {
    title: "办理",
    look: "act",
    cell: (line) => (
      <Button size="small" type={line.waits ? "primary" : "default"} onClick={() => open(line)}>
        {line.waits ? "办理" : "查看"}
      </Button>
    ),
  },
];
