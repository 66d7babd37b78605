import type { ReferralShown } from "#capabilities/referral/words.ts";
import { originKinds, stages } from "#capabilities/referral/words.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { DueDay } from "../caselist/columns.tsx";
import { ownerText } from "../comparison/listText.ts";
import { Steps } from "../parts/Steps.tsx";
import { Urgent } from "./referralColumns.tsx";
import { assumedText } from "./referralText.ts";
import { SearchLife } from "./SearchLife.tsx";

/** What was sent, field by field. */
function Given({ shown }: { readonly shown: ReferralShown }) {
  if (shown.facts.length === 0) return null;
  return (
    <>
      <h3 className="referral-head">提供的信息</h3>
      <dl className="referral-facts">
        {shown.facts.map(({ key, label, text }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Where it came from, for those who read the file. */
function From({ childId, origin }: { readonly childId: string; readonly origin: NonNullable<ReferralShown["origin"]> }) {
  const { kind, title, open } = origin;
  const over = kind === "task" ? "已办结" : "已核实";
  const place = kind === "task" ? linkTo(`children/${childId}`) : linkTo("anomalies", { open: open ? undefined : "no" });
  return (
    <p className="muted">
      来由：{originKinds[kind]}“<a href={place}>{title}</a>”，{open ? `还没有${over.slice(1)}` : over}
    </p>
  );
} // prettier-ignore

/** One referral from its sending to now. */
export function Life({ shown }: { readonly shown: ReferralShown }) {
  const { today } = useMe();
  const assumed = assumedText(shown.assumed);
  return (
    <>
      <p>
        <Urgent urgent={shown.urgent} />
        <b>{shown.name}</b>　{shown.title}（{ownerText(shown.department)}）　{stages[shown.stage]}
        {shown.due !== null && (
          <>
            ，期限 <DueDay due={shown.due} today={today} />
          </>
        )}
      </p>
      {shown.origin && <From childId={shown.childId} origin={shown.origin} />}
      <p className="said referral-note">{shown.note}</p>
      <p className="muted">
        依据：{shown.clause}　{shown.number !== null && `提供记录编号 ${shown.number}`}
        {assumed !== "" && <small className="under">{assumed}</small>}
      </p>
      <Given shown={shown} />
      <SearchLife shown={shown} />
      <h3 className="referral-head">经过</h3>
      <Steps steps={[{ title: "转介部门", on: shown.sentOn, by: shown.sender, text: "" }, ...shown.steps]} />
    </>
  );
} // prettier-ignore
