import { Button } from "antd";
import type { ConferenceShown } from "#capabilities/conference/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import { ownerText } from "../comparison/listText.ts";
import { Page } from "../parts/Page.tsx";
import { conferencePath, decisionOwner } from "./conferenceText.ts";
import "../styles/return.css";
import "../styles/referral.css";
import "../styles/conference.css";

const TITLE = "个案会商纪要";

/** The decisions as a table, with room for who signs. */
function Table({ shown }: { readonly shown: ConferenceShown }) {
  if (shown.decisions.length === 0) return <p>会议没有形成决定。</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">序号</th>
          <th scope="col">决定事项</th>
          <th scope="col">落实单位（人）</th>
          <th scope="col">完成日期</th>
        </tr>
      </thead>
      <tbody>
        {shown.decisions.map((one) => (
          <tr key={one.nth}>
            <td>{one.nth}</td>
            <td>{one.what}</td>
            <td>{decisionOwner(one)}</td>
            <td>{longDay(one.due)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 会商纪要 as a sheet of A4 for the child's file. */
export function MinutesPaper({ shown }: { readonly shown: ConferenceShown }) {
  const { minutes } = shown;
  if (!minutes) return null;
  const actions = (
    <>
      <Button href={linkTo(conferencePath(shown))}>返回会商</Button>
      <Button type="primary" onClick={() => print()}>打印</Button>
    </>
  ); // prettier-ignore
  const written = shown.invited.filter(({ opinion }) => opinion !== "");
  return (
    <Page title={TITLE} note={`${shown.name}　第 ${shown.no} 号`} actions={actions}>
      <article className="printed receipt minutes">
        <h2>{TITLE}</h2>
        <dl className="minutes-head">
          <dt>儿童姓名</dt>
          <dd>{shown.name}（第 {shown.no} 号会商）</dd>
          <dt>召开时间</dt>
          <dd>{longDay(minutes.heldOn)}{minutes.heldOn === shown.day && ` ${shown.time}`}（{shown.way}）</dd>
          <dt>地点</dt>
          <dd>{shown.place}</dd>
          <dt>参加人员</dt>
          <dd>{minutes.present.join("；")}</dd>
          {minutes.absent.length > 0 && <dt>未参加的受邀部门</dt>}
          {minutes.absent.length > 0 && <dd>{minutes.absent.map(ownerText).join("、")}</dd>}
          <dt>会商事由</dt>
          <dd>{shown.reason}</dd>
        </dl>
        <h3>会议情况</h3>
        <p className="minutes-text">{minutes.text}</p>
        {minutes.earlier.map(({ until, by, reason }, at) => (
          <p key={`${at} ${until}`} className="muted">{longDay(until)} {by} 更正：{reason}。原文保留在档案中。</p>
        ))}
        {written.length > 0 && <h3>书面意见</h3>}
        {written.map(({ department, opinion }) => (
          <p key={department} className="minutes-text">{ownerText(department)}：{opinion}</p>
        ))}
        <h3>会议决定</h3>
        <Table shown={shown} />
        <p>记录人：{minutes.taker}　评估日期：{shown.reviewOn === null ? "" : longDay(shown.reviewOn)}</p>
        <p className="muted">依据：{shown.clause}。本纪要涉及儿童个人信息，只用于落实会商决定，不得公示、张贴或者挪作他用。</p>
      </article>
    </Page>
  );
} // prettier-ignore
