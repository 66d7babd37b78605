import { answers, type ConferenceShown, type InvitationShown } from "#capabilities/conference/words.ts";
import { longDay, shortDay } from "../../ui/dayText.ts";
import { useMe } from "../app/session.ts";
import { DueDay } from "../caselist/columns.tsx";
import { ownerText } from "../comparison/listText.ts";
import { actPath, ReasonForm } from "./HoldForm.tsx";

/** What was given to one, field by field. */
export function Given({ facts, title }: { readonly facts: InvitationShown["facts"]; readonly title: string }) {
  if (facts.length === 0) return null;
  return (
    <>
      <h3 className="referral-head">{title}</h3>
      <dl className="referral-facts">
        {facts.map(({ key, label, text }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

type Meeting = Pick<ConferenceShown, "day" | "heldOn" | "time" | "place" | "way" | "reason">;

/** When, where and what for. */
export function MeetingText({ of: { day, heldOn, time, place, way, reason } }: { readonly of: Meeting }) {
  return (
    <>
      <p className="said referral-note">{reason}</p>
      <p>
        {heldOn === null || heldOn === day ? (
          `${longDay(day)} ${time}`
        ) : (
          <>
            {longDay(heldOn)}召开
            <span className="muted">
              （原定{longDay(day)} {time}）
            </span>
          </>
        )}
        ，{way}会商，{place}
      </p>
    </>
  );
}

interface InvitedProps {
  readonly shown: ConferenceShown;
  /** Where an invitation may still be taken back. */
  readonly done: ((said: string) => void) | undefined;
}

function One({ one, due, today, shown, done }: InvitedProps & { readonly one: InvitationShown; readonly due: string | null; readonly today: string }) {
  return (
    <li>
      <b>{ownerText(one.department)}</b>
      <small className="muted">
        {answers[one.answer]}
        {one.openedOn !== null && one.answer === "waiting" && `，${shortDay(one.openedOn, today)}已打开`}
        {due !== null && (
          <>
            ，期限 <DueDay due={due} today={today} />
          </>
        )}
        {one.number !== null && `　材料编号 ${one.number}`}
      </small>
      {one.said !== "" && <p>{one.answer === "declined" ? `理由：${one.said}` : `参会：${one.said}`}</p>}
      {one.opinion !== "" && <p>书面意见：{one.opinion}</p>}
      {one.facts.length > 0 && (
        <details className="conference-given">
          <summary>提供的材料（{one.facts.length} 项）</summary>
          <Given facts={one.facts} title="" />
        </details>
      )}
      {done && one.unopened && shown.invited.length > 1 && (
        <ReasonForm
          label={`收回${ownerText(one.department)}邀请的理由`}
          word="收回邀请"
          send={actPath(shown, "uninvite")}
          more={{ department: one.department }}
          said="邀请已收回，部门没有看到姓名和材料"
          done={done}
        />
      )}
    </li>
  );
} // prettier-ignore

/** Who was invited, what each was given and said. */
export function Invited(props: InvitedProps) {
  const { shown } = props;
  const { today } = useMe();
  return (
    <ul className="referral-steps">
      {shown.invited.map((one) => (
        <One key={one.department} {...props} one={one} due={shown.stage === "called" ? one.due : null} today={today} />
      ))}
    </ul>
  );
}
