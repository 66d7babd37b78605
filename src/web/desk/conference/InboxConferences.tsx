import { App, Segmented, Select } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useEffect, useEffectEvent, useState } from "react";
import {
  answers,
  type ConferenceToday,
  type InvitedLine,
  type InvitedShown,
  stages,
} from "#capabilities/conference/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Show, Unread } from "../parts/states.tsx";
import { invitedColumns } from "./conferenceColumns.tsx";
import { byMeeting, type MeetingLine } from "./meetings.ts";
import { InboxCount, whenNames } from "../referral/InboxCount.tsx";
import { Offline } from "../referral/Offline.tsx";
import { AnswerForm, FulfilForm, OpinionForm, type Others } from "./InvitedActs.tsx";
import { Given, MeetingText } from "./Life.tsx";
import "../styles/conference.css";

function Part({
  shown,
  done,
  others,
}: {
  readonly shown: InvitedShown;
  readonly done: (said: string) => void;
  readonly others: Others;
}) {
  const { invitation, stage } = shown;
  return (
    <div className="conference">
      <p>
        <b>{shown.name === "" ? "（材料已停止提供）" : shown.name}</b>　{invitation.title}：
        {stage === "called" ? answers[invitation.answer] : stages[stage]}
      </p>
      <MeetingText of={shown} />
      <p className="muted">
        {shown.caller} {longDay(shown.calledOn)}召集　依据：{shown.clause}
        {invitation.number !== null && `　材料编号 ${invitation.number}`}
      </p>
      <Given facts={invitation.facts} title="提供给本部门的材料" />
      {shown.decisions.length > 0 && <h3 className="referral-head">交给本部门的决定</h3>}
      {shown.decisions.map((one) => (
        <FulfilForm key={`${one.nth} ${one.stage}`} shown={shown} one={one} done={done} />
      ))}
      {stage === "called" && <h3 className="referral-head">回复</h3>}
      {stage === "called" && <AnswerForm key={invitation.answer} shown={shown} done={done} others={others} />}
      {stage === "called" && <OpinionForm key={invitation.opinion} shown={shown} done={done} />}
    </div>
  );
}

type Meeting = MeetingLine<InvitedLine>;

/** More of them than this are chosen from a list. */
const MOST_BESIDE = 6;

/** Which of the children of the meeting; a name is told once it was opened. */
function Which({ parts, chosen, choose }: { readonly parts: readonly InvitedLine[]; readonly chosen: InvitedLine; readonly choose: (line: InvitedLine) => void }) {
  if (parts.length < 2) return null;
  const options = parts.map((line, n) => ({ value: line.childId, label: line.unopened || line.name === "" ? `第 ${n + 1} 名` : line.name }));
  const turn = (childId: string): void => choose(parts.find((line) => line.childId === childId) ?? chosen);
  const named = { "aria-label": "儿童", className: "conference-which", value: chosen.childId, options };
  return (
    <>
      <p className="muted">同一次会议有 {parts.length} 名儿童请本部门参加，材料、意见和决定各人分开。</p>
      {parts.length > MOST_BESIDE ? <Select {...named} onChange={turn} /> : <Segmented {...named} onChange={turn} />}
    </>
  );
} // prettier-ignore

function Opened({ meeting, close, done, seen }: { readonly meeting: Meeting | undefined; readonly close: () => void; readonly done: (said: string) => void; readonly seen: () => void }) {
  const [chosen, choose] = useState<InvitedLine>();
  const line = meeting?.parts.find(({ childId }) => childId === chosen?.childId) ?? meeting?.first;
  const one = useLoad<InvitedShown>(line && `/api/conference/inbox/${line.childId}/${line.no}`);
  const isTold = line?.unopened === true && one.data?.childId === line.childId && one.data.no === line.no;
  const told = useEffectEvent(seen);
  useEffect(() => {
    if (isTold) told(); // its name may be said by now
  }, [isTold]);
  const acted = (said: string): void => {
    done(said);
    one.reload();
  };
  const beside = meeting?.parts.filter(({ childId, stage }) => childId !== line?.childId && stage === "called") ?? [];
  const others: Others = { count: beside.length, allWait: beside.every(({ answer }) => answer === "waiting") };
  return (
    <SideDrawer open={line !== undefined} onClose={close} title="个案会商" size={640} destroyOnHidden className="action-drawer">
      {line && meeting && <Which parts={meeting.parts} chosen={line} choose={choose} />}
      {line && <Show of={one}>{(shown) => (shown.childId === line.childId && shown.no === line.no ? <Part key={line.childId} shown={shown} done={acted} others={others} /> : null)}</Show>}
    </SideDrawer>
  );
} // prettier-ignore

/** As its lines stand now; one that has left the list waits for nothing. */
const freshOf = ({ key, parts }: Meeting, lines: readonly InvitedLine[]): Meeting | undefined => {
  const now = parts.map((part) => lines.find(({ childId, no }) => childId === part.childId && no === part.no) ?? { ...part, waits: false });
  return now[0] && { key, first: now[0], parts: now };
}; // prettier-ignore

const { urgent: _urgent, ...timely } = whenNames;
const meets = { waits: "待回复、待落实", ...timely } as const;
type Meet = keyof typeof meets;
const isMeet = (text: string | undefined): text is Meet => text !== undefined && Object.hasOwn(meets, text);

/** How much waits, and what of it is late: the department's reminder. */
function Counted({ of }: { readonly of: ConferenceToday | undefined }) {
  if (!of || of.answer === 0) return null;
  const link = (meet: string): string => linkTo("inbox", { meet });
  const parts = (["late", "climbed", "reminded"] as const).map((meet) => ({ title: whenNames[meet], count: of[meet], link: link(meet) }));
  return (
    <div className="conference-count">
      <InboxCount word="会商待回复、待落实" all={{ count: of.answer, link: link("waits") }} parts={parts} late={of.late > 0} />
    </div>
  );
} // prettier-ignore

/** What this department was invited to, in its inbox; nothing where it was to nothing. */
export function InboxConferences({ open }: { readonly open: "yes" | "no" }) {
  const { today } = useMe();
  const { message } = App.useApp();
  const [chosen, choose] = useState<Meeting>();
  const asked = usePlace().query["meet"];
  const meet = open === "yes" && isMeet(asked) ? asked : undefined;
  const lines = usePages<InvitedLine>(address("/api/conference/inbox", { open, when: meet }));
  const counted = useLoad<ConferenceToday>("/api/conference/inbox/today");
  const done = (said: string): void => {
    void message.success(said);
    counted.reload();
    lines.reload();
  };
  return (
    <>
    {open === "yes" && <Unread of={counted} what="待办理的会商" />}
    <Show of={lines} lines={2}>
      {({ lines: found }) =>
        found.length === 0 && chosen === undefined && meet === undefined ? null : (
          <>
          <Card
            title={open === "no" ? "个案会商：已办结" : meet ? `个案会商：${meets[meet]}` : "个案会商：待办理"}
            note="召集方邀请本部门参加的会商和交给本部门的决定"
            more={meet && <a href={linkTo("inbox")}>看全部会商</a>}
            flush
          >
            {open === "yes" && <Counted of={counted.data} />}
            <Grid label="个案会商" rows={byMeeting(found)} keyOf={({ key }) => key} columns={invitedColumns(today, choose)} />
            <div className="list-foot">
              <PagesFoot of={lines} unit="件" total={meet && counted.data?.[meet === "waits" ? "answer" : meet]} />
            </div>
            <Opened meeting={chosen && freshOf(chosen, found)} close={() => choose(undefined)} done={done} seen={lines.reload} />
          </Card>
            {open === "yes" && found.some((line) => line.open > 0) && (
              <Offline
                title="决定的离线办理"
                note="下载决定待办表，填好“落实”和“落实情况或不能落实的原因”两列再交回；同一份再交一次不会重复办理"
                word="决定待办表"
                from="/api/conference/inbox/file"
                to="/api/conference/inbox/workbook"
                done={() => {
                  counted.reload();
                  lines.reload();
                }}
              />
            )}
          </>
        )
      }
    </Show>
    </>
  );
} // prettier-ignore
