import { App, Button } from "antd";
import { useState } from "react";
import type { ConferenceOffer, ConferenceShown } from "#capabilities/conference/words.ts";
import { isId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import { address, Refusal } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { DueDay } from "../caselist/columns.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Failed, Show } from "../parts/states.tsx";
import { assumedText } from "../referral/referralText.ts";
import { conferencePath, stageText } from "./conferenceText.ts";
import { MinutesText } from "./CorrectForm.tsx";
import { Decisions } from "./Decisions.tsx";
import { type Acting, actPath, HoldForm, ReasonForm } from "./HoldForm.tsx";
import { Steps } from "../parts/Steps.tsx";
import { InviteForm } from "./InviteForm.tsx";
import { Invited, MeetingText } from "./Life.tsx";
import { MinutesPaper } from "./MinutesPaper.tsx";
import { MoveForm } from "./MoveForm.tsx";
import { Parts } from "./Parts.tsx";
import { ReviewForm } from "./ReviewForm.tsx";
import "../styles/file.css";
import "../styles/form.css";
import "../styles/referral.css";
import "../styles/conference.css";

/**
 * Before it is held: the minutes, or its being called off. The day of review is proposed by the policy. Minutes that are
 * being typed stay while the meeting is moved or a child is added: each of the other forms begins anew by itself.
 */
function Calling(props: Acting) {
  const { shown, done } = props;
  const [held, hold] = useState(false);
  const early = shown.day > useMe().today;
  const offer = useLoad<ConferenceOffer>(
    shown.fileOpen ? `/api/conference/children/${shown.childId}/offer` : undefined,
  );
  const many = shown.parts.filter(({ stage }) => stage === "called").length + 1;
  const cancelling = <ReasonForm label={many > 1 ? `取消整次会议（${many} 名儿童）的理由` : "取消的理由"} word={many > 1 ? "取消整次会议" : "取消会商"} send={actPath(shown, "cancel")} said="已取消，各部门会看到" done={done} danger />; // prettier-ignore
  const leaving = many > 1 && <ReasonForm label="这名儿童不上这次会议的理由" word="只取消这名儿童" send={actPath(shown, "leave")} said="已取消这名儿童的会商，其余照开" done={done} danger />; // prettier-ignore
  if (!shown.fileOpen) {
    return (
      <Card title="办理">
        <p className="said said-open">档案已经结案，会商只能取消。</p>
        {leaving}
        {cancelling}
      </Card>
    );
  }
  return (
    <Card title="会议纪要">
      {early && !held ? (
        <p>
          会议还没有到日子。<Button onClick={() => hold(true)}>已经提前开过，记纪要</Button>
        </p>
      ) : (
        <Show of={offer}>
          {({ reviewOn }) => <HoldForm {...props} reviewOn={reviewOn} touched={() => hold(true)} />}
        </Show>
      )}
      <div className="conference-acts">
        <MoveForm key={`${shown.day} ${shown.time} ${shown.place}`} {...props} />
        {leaving}
        {cancelling}
      </div>
    </Card>
  );
}

function Head({ shown, today }: { readonly shown: ConferenceShown; readonly today: string }) {
  const assumed = assumedText(shown.assumed);
  const link = (no: number, text: string) => <a href={linkTo(conferencePath({ childId: shown.childId, no }))}>{text}</a>;
  return (
    <>
      <p>
        <b>{shown.stage === "closed" || shown.stage === "cancelled" ? shown.outcome : stageText(shown, today)}</b>
        {shown.stage === "held" && shown.reviewOn !== null && (
          <>
            ，评估 <DueDay due={shown.reviewOn} today={today} />
          </>
        )}
        {shown.instead !== null && <>　接续{link(shown.instead, `第 ${shown.instead} 号会商`)}</>}
        {shown.next !== null && <>　转到{link(shown.next, `第 ${shown.next} 号会商`)}</>}
      </p>
      <MeetingText of={shown} />
      <p className="muted">
        依据：{shown.clause}　{shown.caller} {longDay(shown.calledOn)}召集
        {assumed !== "" && <small className="under">{assumed}</small>}
      </p>
    </>
  );
} // prettier-ignore

function Opened({ shown, done, open }: Acting & { readonly open: (() => void) | undefined }) {
  const { today } = useMe();
  const may = useMay();
  const calls = may("conference.call");
  const masked = shown.invited.some(({ facts }) => facts.some((fact) => fact.masked));
  return (
    <div className="file conference">
      <div className="file-main">
        <Card title="会商">
          <Head shown={shown} today={today} />
        </Card>
        {shown.minutes !== null && (
          <Card title="会议情况">
            <MinutesText key={shown.minutes.earlier.length} shown={shown} done={done} minutes={shown.minutes} may={calls} />
          </Card>
        )}
        {calls && shown.stage === "called" && <Calling shown={shown} done={done} />}
        {(shown.minutes !== null || shown.decisions.length > 0) && (
          <Card title={shown.minutes === null ? "上一次会商转来的决定" : "决定"} note={`${shown.decisions.length}项`}>
            <Decisions shown={shown} done={done} />
          </Card>
        )}
        {calls && shown.stage === "held" && (
          <Card title="评估">
            <ReviewForm key={shown.reviewOn} shown={shown} done={done} />
          </Card>
        )}
      </div>
      <div className="file-side">
        <Card title="邀请的部门" note={`${shown.invited.length}个`}>
          <Invited shown={shown} done={calls && shown.stage === "called" ? done : undefined} />
          {open && masked && (
            <Button size="small" onClick={open}>
              显示隐去的内容（用途：部门转介、会商）
            </Button>
          )}
          {calls && shown.stage === "called" && shown.fileOpen && <div className="conference-acts"><InviteForm key={shown.invited.length} shown={shown} done={done} /></div>}
        </Card>
        <Parts shown={shown} done={done} />
        <Card title="经过">
          <Steps steps={[{ title: "召集个案会商", on: shown.calledOn, by: shown.caller, text: "" }, ...shown.steps]} />
        </Card>
      </div>
    </div>
  );
} // prettier-ignore

/** One conference: what is to be done now first, then who was invited, and its whole life. Its minutes print as a sheet. */
export function OneConference({ parts }: { readonly parts: readonly string[] }) {
  const [childId = "", no = "", sheet] = parts;
  const { message } = App.useApp();
  const [purpose, setPurpose] = useState<"referral">();
  const able = isId(childId) && /^\d{1,5}$/.test(no);
  const all = useLoad<ConferenceShown[]>(able ? address(`/api/conference/children/${childId}`, { purpose }) : undefined);
  const unknown = <Failed refusal={new Refusal("conference.unknown", "没有找到这次会商。", 404)} />;
  const shown = all.data?.find((one) => String(one.no) === no);
  const done = (said: string): void => {
    void message.success(said);
    all.reload();
  };
  if (sheet === "minutes" && shown?.minutes) return <MinutesPaper shown={shown} />;
  const name = shown?.name ?? "";
  const beside = <a href={linkTo(`children/${childId}`)}>打开档案</a>;
  const printing = shown?.minutes && <Button href={linkTo(`${conferencePath(shown)}/minutes`)}>会商纪要</Button>;
  return (
    <Page title={name === "" ? "个案会商" : `${name}的第 ${no} 号会商`} note={able ? beside : undefined} actions={printing}>
      {able ? (
        <Show of={all} lines={10}>
          {() => shown ? <Opened key={shown.stage} shown={shown} done={done} open={purpose === undefined ? () => setPurpose("referral") : undefined} /> : unknown}
        </Show>
      ) : (
        unknown
      )}
    </Page>
  );
} // prettier-ignore
