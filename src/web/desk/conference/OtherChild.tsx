import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import type { Companion, ConferenceOffer } from "#capabilities/conference/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { Field } from "../parts/Field.tsx";
import { Show } from "../parts/states.tsx";
import { type Chosen, invitedBody, Invitees } from "./Invitees.tsx";

/** What a further child brings along; undefined until its file was read. */
export interface Brought {
  readonly offer: ConferenceOffer;
  readonly chosen: Chosen;
  readonly review: string;
}

/** One that was held may end by this meeting; one that is to be held stands in its way. */
export const isAble = ({ offer, chosen, review }: Brought): boolean =>
  chosen.size > 0 && (offer.open === null || (offer.held && review.trim().length >= 2));

/** As the command carries it. */
export const otherBody = (childId: string, { offer, chosen, review }: Brought): object => ({
  childId,
  seq: offer.seq,
  invited: invitedBody(offer.invitees, chosen),
  ...(offer.open !== null && { instead: offer.open, review: review.trim() }),
});

interface OtherChildProps {
  readonly child: Companion;
  /** Departments of the meeting: of these the child's own are chosen. */
  readonly departments: readonly string[];
  readonly onChange: (value: Brought) => void;
  readonly drop: () => void;
}

function Part({ child, departments, onChange, drop, offer, open }: OtherChildProps & { readonly offer: ConferenceOffer; readonly open: (() => void) | undefined }) {
  const asked = offer.invitees.filter(({ department }) => departments.includes(department));
  // every department of the meeting, until one is left out for this child
  const [left, leave] = useState<ReadonlySet<string>>(new Set());
  const [without, setWithout] = useState<Chosen>(new Map());
  const [review, setReview] = useState("");
  const chosen: Chosen = new Map(asked.flatMap(({ department }) => left.has(department) ? [] : [[department, without.get(department) ?? new Set<string>()] as const])); // prettier-ignore
  const key = JSON.stringify([offer.seq, offer.open, review, [...chosen].map(([id, fields]) => [id, [...fields]])]);
  // oxlint-disable-next-line react/exhaustive-deps -- the key says what the rest is made of
  useEffect(() => onChange({ offer, chosen, review }), [key]);
  const choose = (next: Chosen): void => {
    leave(new Set(departments.filter((id) => !next.has(id))));
    setWithout(next);
  };
  const blocked = offer.open !== null && !offer.held;
  return (
    <fieldset className="referral-preview conference-child">
      <legend>{child.name}</legend>
      {blocked && <p className="said said-open">第 {offer.open} 号会商还没有召开，不能一并商定；请先在那次会商中记纪要或者取消。</p>}
      {offer.open !== null && offer.held && (
        <Field title={`第 ${offer.open} 号会商的评估`} required hint="为什么没有见效；没有落实的决定转到这一次">
          {(id) => <Input.TextArea id={id} rows={2} maxLength={1000} value={review} onChange={(event) => setReview(event.target.value)} />}
        </Field>
      )}
      {!blocked && asked.length === 0 && <p className="muted">先选择邀请哪些部门。</p>}
      {!blocked && asked.length > 0 && <Invitees title={`${child.name}的事请哪些部门`} offered={asked} chosen={chosen} onChange={choose} open={open} />}
      <Button size="small" onClick={drop}>不一并商定</Button>
    </fieldset>
  );
} // prettier-ignore

/** A further child of the meeting: which departments for it, and exactly what each of them will see of it. */
export function OtherChild(props: OtherChildProps) {
  const [purpose, setPurpose] = useState<"referral">();
  const offered = useLoad<ConferenceOffer>(address(`/api/conference/children/${props.child.childId}/offer`, { purpose }));
  return (
    <Show of={offered} lines={3}>
      {(offer) => <Part {...props} offer={offer} open={purpose === undefined ? () => setPurpose("referral") : undefined} />}
    </Show>
  );
} // prettier-ignore
