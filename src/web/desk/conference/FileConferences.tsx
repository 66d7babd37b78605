import { Button } from "antd";
import type { ConferenceShown } from "#capabilities/conference/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import type { ChildFileData } from "../registry/file.ts";
import { FileRecords } from "../registry/FileRecords.tsx";
import { conferencePath, stageText } from "./conferenceText.ts";
import "../styles/referral.css";

function One({ one, today }: { readonly one: ConferenceShown; readonly today: string }) {
  const open = one.decisions.filter(({ stage }) => stage === "open" || stage === "unable").length;
  return (
    <li>
      <b>第 {one.no} 号会商</b>
      <small className="muted">
        {one.stage === "closed" ? (one.outcome ?? "") : stageText(one, today)}，{shortDay(one.day, today)}
        {open > 0 && `，${open} 项决定没有落实`}
        {one.parts.length > 0 && `，同一次会议 ${one.parts.length + 1} 名儿童`}
      </small>
      <Button size="small" type={one.toReview ? "primary" : "default"} href={linkTo(conferencePath(one))}>
        {one.toReview ? "评估" : "查看"}
      </Button>
    </li>
  );
} // prettier-ignore

/** Of this child the conferences. */
export function FileConferences({ file }: { readonly file: ChildFileData }) {
  const may = useMay();
  if (!may("conference.read")) return null;
  return (
    <FileRecords<ConferenceShown> file={file} title="个案会商" note={({ length }) => `${length}次`} path={`/api/conference/children/${file.childId}`}>
      {(one) => <One key={one.no} one={one} today={file.day} />}
    </FileRecords>
  );
} // prettier-ignore
