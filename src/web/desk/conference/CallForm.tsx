import { Input, Radio } from "antd";
import { useState } from "react";
import { type Companion, type ConferenceOffer, type Way, ways } from "#capabilities/conference/words.ts";
import { newId } from "#kernel/id.ts";
import { address } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { usePlace } from "../app/route.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import type { FormProps } from "../registry/ActionDrawer.tsx";
import { textOf } from "../registry/file.ts";
import { workdaysText } from "../referral/referralText.ts";
import { Companions } from "./Companions.tsx";
import { type Chosen, invitedBody, Invitees } from "./Invitees.tsx";
import { type Brought, isAble, OtherChild, otherBody } from "./OtherChild.tsx";
import { ofWhom, RestDay } from "./RestDay.tsx";
import "../styles/referral.css";
import "../styles/conference.css";

export interface Meeting {
  readonly day: string | null;
  readonly time: string;
  readonly place: string;
  readonly way: Way;
}

export function MeetingFields({ value, onChange }: { readonly value: Meeting; readonly onChange: (value: Meeting) => void }) {
  const set = (changes: Partial<Meeting>): void => onChange({ ...value, ...changes });
  return (
    <>
      <Field title="会议日期" required>{(id) => <DayInput id={id} value={value.day} onChange={(day) => set({ day })} />}</Field>
      <Field title="会议时间" required hint="如 09:30">
        {(id) => <Input id={id} className="conference-time" maxLength={5} inputMode="numeric" value={value.time} onChange={(event) => set({ time: event.target.value.replace("：", ":") })} />}
      </Field>
      <Field title="会议方式" required>
        {(id) => (
          <Radio.Group
            id={id}
            value={value.way}
            options={Object.entries(ways).map(([way, label]) => ({ value: way, label }))}
            onChange={(event) => set({ way: event.target.value as Way })}
          />
        )}
      </Field>
      <Field title="会议地点" required hint="线上的写会议号；书面会商写意见交到哪里">
        {(id) => <Input id={id} maxLength={100} value={value.place} onChange={(event) => set({ place: event.target.value })} />}
      </Field>
    </>
  );
} // prettier-ignore

/** One that did not help ends by the next one: its review is asked for first. */
function Before({ no, value, onChange }: { readonly no: number; readonly value: string; readonly onChange: (text: string) => void }) {
  return (
    <Field title={`第 ${no} 号会商的评估`} required hint="为什么没有见效；没有落实的决定转到这一次">
      {(id) => <Input.TextArea id={id} rows={2} maxLength={1000} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
} // prettier-ignore

export const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

interface Offered {
  readonly offer: ConferenceOffer;
  readonly open: (() => void) | undefined;
  readonly reload: () => void;
}

function Form({ file, stored, offer, open, reload }: FormProps & Offered) {
  const { confer } = usePlace().query;
  const instead = offer.open !== null && confer === String(offer.open) ? offer.open : undefined;
  const [reason, setReason] = useState("");
  const [review, setReview] = useState("");
  const [meeting, setMeeting] = useState<Meeting>({ day: null, time: "", place: "", way: "onsite" });
  const [chosen, choose] = useState<Chosen>(new Map());
  const [others, setOthers] = useState<readonly Companion[]>([]);
  const [brought, bring] = useState<ReadonlyMap<string, Brought>>(new Map());
  const { sending, refusal, send } = useSend(newId);
  // what a child brought goes with it: chosen again, it is read again
  const take = (next: readonly Companion[]): void => {
    setOthers(next);
    bring((now) => new Map([...now].filter(([id]) => next.some(({ childId }) => childId === id))));
  };
  if (offer.open !== null && instead === undefined) return <Empty>第 {offer.open} 号会商还没有结束，请先在“个案会商”中办理。</Empty>;
  const still = stillWanted({
    会商事由: reason.trim().length >= 2, 会议日期: meeting.day !== null, 会议时间: isTime(meeting.time), 会议地点: meeting.place.trim() !== "",
    邀请的部门: chosen.size > 0, 上一次的评估: instead === undefined || review.trim().length >= 2,
    ...Object.fromEntries(others.map(({ childId, name }) => { const part = brought.get(childId); return [`${name}的部分`, part !== undefined && isAble(part)]; })),
  });
  const save = async (onRestDay = false): Promise<void> => {
    const body = {
      reason: reason.trim(), ...meeting, place: meeting.place.trim(), invited: invitedBody(offer.invitees, chosen), seq: offer.seq,
      ...(instead !== undefined && { instead, review: review.trim() }),
      ...(others.length > 0 && { others: others.flatMap(({ childId }) => { const part = brought.get(childId); return part ? [otherBody(childId, part)] : []; }) }),
      ...(onRestDay && { onRestDay }),
    };
    if (await send(`/api/conference/children/${file.childId}`, body)) stored(others.length > 0 ? `已召集会商，商定 ${others.length + 1} 名儿童，邀请已发给各部门` : "已召集会商，邀请已发给各部门");
  };
  return (
    <CommandForm submit={() => save()}>
      {instead !== undefined && <Before no={instead} value={review} onChange={setReview} />}
      <Field title="会商事由" required hint="要共同商定什么；受邀部门都会看到，与会商无关的个人信息不写">
        {(id) => <Input.TextArea id={id} rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <MeetingFields value={meeting} onChange={setMeeting} />
      <Invitees offered={offer.invitees} chosen={chosen} onChange={choose} open={open} />
      <Field title="一并商定的儿童" hint="兄弟姐妹或者同一次会议的其他个案；各人的材料、纪要和决定分开，只存本人档案">
        {(id) => <Companions id={id} childId={file.childId} value={others} onChange={take} />}
      </Field>
      {others.map((child) => (
        <OtherChild
          key={child.childId}
          child={child}
          departments={[...chosen.keys()]}
          onChange={(part) => bring((now) => new Map([...now, [child.childId, part]]))}
          drop={() => take(others.filter((one) => one !== child))}
        />
      ))}
      <p className="muted">
        依据：{offer.clause}　部门回复 {workdaysText(offer.answer)}，最迟到会议当天（{offer.termsClause}）
      </p>
      <FormFoot refusal={ofWhom(refusal, [textOf(file, "name") ?? "", ...others.map(({ name }) => name)])} sending={sending} disabled={still !== undefined} word="召集会商" note={still} reload={reload} also={<RestDay refusal={refusal} day={meeting.day} sending={sending} sure={() => void save(true)} />} />
    </CommandForm>
  );
} // prettier-ignore

/** From a child's file: what for, when and where, whom, and exactly what each of them will see. */
export function CallForm(props: FormProps) {
  const [purpose, setPurpose] = useState<"referral">();
  const offered = useLoad<ConferenceOffer>(address(`/api/conference/children/${props.file.childId}/offer`, { purpose }));
  const reload = (): void => {
    offered.reload();
    props.reload();
  };
  return (
    <Show of={offered}>
      {(offer) =>
        offer.invitees.length === 0 ? (
          <Empty>现行政策没有规定可以邀请会商的部门。</Empty>
        ) : (
          <Form {...props} offer={offer} open={purpose === undefined ? () => setPurpose("referral") : undefined} reload={reload} />
        )
      }
    </Show>
  );
} // prettier-ignore
