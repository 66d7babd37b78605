import { Button } from "antd";
import type { InboxLine, ReferralCount, ReferralLine } from "#capabilities/referral/words.ts";
import type { Day } from "#kernel/day.ts";
import { shortDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import { DueDay, fileLink } from "../caselist/columns.tsx";
import { ownerText } from "../comparison/listText.ts";
import type { Column } from "../parts/Grid.tsx";
import { limitNote, stageText } from "./referralText.ts";

export function Urgent({ urgent }: { readonly urgent: boolean }) {
  return urgent ? <b className="referral-urgent">紧急</b> : null;
}

function Due({ line, today }: { readonly line: ReferralLine; readonly today: Day }) {
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
  readonly open: (line: ReferralLine) => void;
}

export const referralColumns = ({ today, place, nameOf, open }: Speech): Column<ReferralLine>[] => [
  {
    title: "事项",
    look: "main",
    cell: (line) => (
      <>
        <Urgent urgent={line.urgent} />
        {line.title}
        <small className="under">{ownerText(line.department)}</small>
      </>
    ),
  },
  { title: "儿童", cell: (line) => <a href={fileLink(line)}>{nameOf(line.childId) ?? "打开档案"}</a> },
  { title: "村（社区）", cell: (line) => place(line.area) },
  { title: "状态", cell: (line) => stageText(line) },
  { title: "发出", look: "quiet", cell: (line) => shortDay(line.sentOn, today) },
  {
    title: "期限",
    cell: (line) =>
      line.endedOn === null ? <Due line={line} today={today} /> : `${shortDay(line.endedOn, today)}结束`,
  },
  {
    title: "办理",
    look: "act",
    cell: (line) => (
      <Button size="small" type={line.waits === "house" ? "primary" : "default"} onClick={() => open(line)}>
        {line.stage === "answered" ? "回访核实" : line.stage === "returned" ? "处理退回" : "查看"}
      </Button>
    ),
  },
];

export const inboxColumns = (today: Day, open: (line: InboxLine) => void): Column<InboxLine>[] => [
  {
    title: "儿童",
    look: "main",
    cell: (line) => (
      <>
        <Urgent urgent={line.urgent} />
        {line.name === "" ? "（信息已停止提供）" : line.name}
        <small className="under">{line.place}</small>
      </>
    ),
  },
  { title: "事项", cell: (line) => line.title },
  { title: "状态", cell: (line) => stageText(line) },
  { title: "收到", look: "quiet", cell: (line) => shortDay(line.sentOn, today) },
  { title: "期限", cell: (line) => (line.waits === "department" ? <Due line={line} today={today} /> : null) },
  {
    title: "办理",
    look: "act",
    cell: (line) =>
      line.name === "" ? null : (
        <Button size="small" type={line.waits === "department" ? "primary" : "default"} onClick={() => open(line)}>
          {line.waits === "department" ? "办理" : "查看"}
        </Button>
      ),
  },
];

/** Open ones of each part of the area, with the oldest. */
export const countColumns = (today: Day, nameOf: (code: string) => string | undefined): Column<ReferralCount>[] => [
  {
    title: "地区",
    look: "main",
    cell: ({ area }) => <a href={linkTo("referrals", { area })}>{nameOf(area) ?? "打开"}</a>,
  },
  { title: "等部门", look: "num", cell: ({ department }) => department },
  { title: "等我们", look: "num", cell: ({ house }) => house },
  {
    title: "已逾期",
    look: "num",
    cell: ({ late }) => <span className={late > 0 ? "late" : undefined}>{late}</span>,
  },
  { title: "最早一件", cell: ({ oldest }) => (oldest === null ? "" : `${shortDay(oldest, today)}发出`) },
];
