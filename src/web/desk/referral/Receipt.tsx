import { Button } from "antd";
import type { ReferralShown, SearchShown } from "#capabilities/referral/words.ts";
import { isId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import { Refusal } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { Page } from "../parts/Page.tsx";
import { Failed, Show } from "../parts/states.tsx";
import { foundText } from "./SearchLife.tsx";
import "../styles/return.css";
import "../styles/referral.css";

const TITLE = "儿童失联父母查找情况回执单";

const answerOf = ({ steps }: ReferralShown): ReferralShown["steps"][number] | undefined =>
  steps.findLast(({ title }) => title === "部门反馈办理结果");

function Rows({ shown, search }: { readonly shown: ReferralShown; readonly search: SearchShown }) {
  const answer = answerOf(shown);
  const line = (title: string, text: string) => (
    <tr>
      <th scope="row">{title}</th>
      <td colSpan={3}>{text}</td>
    </tr>
  );
  return (
    <tbody>
      {line("儿童姓名", shown.name)}
      {line("申请查找", `${longDay(shown.sentOn)}　${shown.sender}${shown.number === null ? "" : `　编号 ${shown.number}`}`)}
      {line("登记受理", search.registeredOn === null ? "" : `${longDay(search.registeredOn)}　${search.registration}`)}
      <tr>
        <th scope="col">查找对象</th>
        <th scope="col">姓名</th>
        <th scope="col">公民身份号码</th>
        <th scope="col">查找结果</th>
      </tr>
      {search.parents.map(({ who, title, name, idNumber, found }) => (
        <tr key={who}>
          <td>{title}</td>
          <td>{name}</td>
          <td>{idNumber}</td>
          <td>{foundText(found)}</td>
        </tr>
      ))}
      {line("查找情况", answer?.text ?? "")}
      {line("出具日期", answer ? longDay(answer.on) : "")}
      {line("经办人", answer?.by ?? "")}
      <tr className="receipt-seal">
        <th scope="row">公安机关（盖章）</th>
        <td colSpan={3}>年　　月　　日</td>
      </tr>
    </tbody>
  );
} // prettier-ignore

function Sheet({ shown }: { readonly shown: ReferralShown }) {
  if (!shown.search) return <Failed refusal={new Refusal("referral.unknown", "这条转介不是失联父母查找。", 404)} />;
  return (
    <article className="printed receipt">
      {!answerOf(shown) && <p className="said said-open">公安机关还没有反馈，反馈以后才能打印。</p>}
      <h2>{TITLE}</h2>
      <table>
        <Rows shown={shown} search={shown.search} />
      </table>
      <p>
        依据：{shown.search.clause}
        。本回执单供民政部门办理事实无人抚养儿童认定使用，涉及儿童个人信息，不得公示、张贴或者挪作他用。
      </p>
    </article>
  );
}

/** The receipt as a sheet of paper: for the police's seal, and for the child's file. */
export function Receipt({ parts }: { readonly parts: readonly string[] }) {
  const [childId = "", no = ""] = parts;
  const reads = useMay()("referral.read");
  const able = isId(childId) && /^\d{1,5}$/.test(no);
  const own = useLoad<ReferralShown[]>(able && reads ? `/api/referral/children/${childId}` : undefined);
  const sent = useLoad<ReferralShown>(able && !reads ? `/api/referral/inbox/${childId}/${no}` : undefined);
  const shown = reads ? own.data?.find((one) => String(one.no) === no) : sent.data;
  // what nobody has answered yet would be sealed as if it were
  const printing = shown && answerOf(shown) && <Button type="primary" onClick={() => print()}>打印</Button>; // prettier-ignore
  const unknown = new Refusal("referral.unknown", "没有找到这张回执单。", 404);
  return (
    <Page title={TITLE} actions={printing}>
      {!able && <Failed refusal={unknown} />}
      {able && reads && <Show of={own}>{() => (shown ? <Sheet shown={shown} /> : <Failed refusal={unknown} />)}</Show>}
      {able && !reads && <Show of={sent}>{(one) => <Sheet shown={one} />}</Show>}
    </Page>
  );
}
