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
import { type MeetingLine, saidOf } from "./meetings.ts";
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

type Meeting = MeetingLine<ConferenceLine>;

/** Minutes are to be written, or it is to be reviewed. */
const isMine = (line: ConferenceLine, today: Day): boolean =>
  line.toReview || (line.stage === "called" && line.day <= today);

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

function decisionsText(parts: readonly ConferenceLine[]): string {
  const [all, open] = [sum(parts.map(({ decisions }) => decisions)), sum(parts.map((part) => part.open))];
  if (all === 0 && parts.every(({ stage }) => stage !== "held" && stage !== "closed")) return "—";
  return open > 0 ? `${all} 项，${open} 项没有落实` : `${all} 项`;
}

/** The part whose day is the first. */
const firstDue = <Line extends Limited>(parts: readonly Line[]): Line | undefined =>
  parts.filter(({ due }) => due !== null).toSorted((a, b) => ((a.due ?? "") < (b.due ?? "") ? -1 : 1))[0];

/** A line tells so many names; the meeting itself tells them all. */
const MOST_NAMES = 6;

/** Names of the children of one meeting, each with the way to its file. */
function Children({ parts, nameOf }: { readonly parts: readonly ConferenceLine[]; readonly nameOf: Speech["nameOf"] }) {
  return (
    <>
      {parts.slice(0, MOST_NAMES).map((line, n) => (
        <span key={`${line.childId} ${line.no}`}>
          {n > 0 && "、"}
          <a href={fileLink(line)}>{nameOf(line.childId) ?? "打开档案"}</a>
        </span>
      ))}
      {parts.length > MOST_NAMES && "等"}
      {parts.length > 1 && <small className="under">同一次会议，{parts.length} 名儿童</small>}
    </>
  );
}

export const conferenceColumns = ({ today, place, nameOf }: Speech): Column<Meeting>[] => [
  { title: "儿童", look: "main", cell: ({ parts }) => <Children parts={parts} nameOf={nameOf} /> },
  { title: "村（社区）", cell: ({ parts }) => [...new Set(parts.map(({ area }) => place(area)))].join("、") },
  { title: "状态", cell: ({ parts }) => saidOf(parts, (line) => stageText(line, today)) },
  { title: "会议", cell: ({ first }) => shortDay(first.day, today) },
  { title: "决定", cell: ({ parts }) => decisionsText(parts) },
  {
    title: "期限",
    cell: ({ parts, first }) => {
      const due = firstDue(parts.filter(({ endedOn }) => endedOn === null));
      return due ? <Due line={due} today={today} /> : first.endedOn !== null && `${shortDay(first.endedOn, today)}结束`;
    },
  },
  {
    title: "办理",
    look: "act",
    cell: ({ parts, first }) => {
      const mine = parts.find((line) => isMine(line, today));
      return (
        <Button size="small" type={mine ? "primary" : "default"} href={linkTo(conferencePath(mine ?? first))}>
          {mine === undefined ? "查看" : mine.toReview ? "评估" : "记纪要"}
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
export const invitedText = (line: InvitedLine): string => {
  if (line.stage === "cancelled" || line.stage === "closed") return stages[line.stage];
  if (line.open > 0) return `${line.open} 项决定等本部门落实`;
  return line.stage === "held" ? "已召开" : answers[line.answer];
};

const nameOfInvited = (line: InvitedLine): string =>
  line.unopened ? "打开后显示姓名" : line.name === "" ? "（材料已停止提供）" : line.name;

function namesOf(parts: readonly InvitedLine[]): string {
  const names = [...new Set(parts.map(nameOfInvited))];
  return `${names.slice(0, MOST_NAMES).join("、")}${names.length > MOST_NAMES ? "等" : ""}`;
}

export const invitedColumns = (today: Day, open: (meeting: MeetingLine<InvitedLine>) => void): Column<MeetingLine<InvitedLine>>[] => [
  {
    title: "儿童",
    look: "main",
    cell: ({ parts, first }) => (
      <>
        {namesOf(parts)}
        <small className="under">{first.town}{parts.length > 1 && `　同一次会议，${parts.length} 名儿童`}</small>
      </>
    ),
  },
  { title: "会议", cell: ({ first }) => shortDay(first.day, today) },
  { title: "状态", cell: ({ parts }) => saidOf(parts, invitedText) },
  {
    title: "期限",
    cell: ({ parts }) => {
      const due = firstDue(parts.filter(({ waits }) => waits));
      return due ? <Due line={due} today={today} /> : null;
    },
  },
  {
    title: "办理",
    look: "act",
    cell: (meeting) => {
      const waits = meeting.parts.some((line) => line.waits);
      return (
        <Button size="small" type={waits ? "primary" : "default"} onClick={() => open(meeting)}>
          {waits ? "办理" : "查看"}
        </Button>
      );
    },
  },
]; // prettier-ignore
