import { listKinds, type TellShown } from "#capabilities/bulletin/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { useMay } from "../app/session.ts";
import type { ChildFileData } from "../registry/file.ts";
import { FileRecords } from "../registry/FileRecords.tsx";
import { departmentText } from "./dueText.ts";
import { Helps } from "./Received.tsx";
import "../styles/bulletin.css";

function One({ tell, today }: { readonly tell: TellShown; readonly today: string }) {
  return (
    <li>
      <b>
        {longDay(tell.on)}　{tell.areaName}
        {departmentText(tell.department)}
      </b>
      　{listKinds[tell.kind]}
      <small className="muted">
        {tell.levelTitle}；提供：{tell.fields.join("、")}；拟定 {tell.composer}，复核 {tell.checker === "" ? "（先发后核）" : tell.checker}
        {tell.reason !== "" && `；理由：${tell.reason}`}
      </small>
      {tell.recalled !== null && <p className="late">已撤回：{tell.recalled}</p>}
      <Helps helps={tell.helps} today={today} />
    </li>
  );
} // prettier-ignore

/** Who was told of this child, what and when. */
export function FileBulletins({ file }: { readonly file: ChildFileData }) {
  const may = useMay();
  if (!may("bulletin.read")) return null;
  return (
    <FileRecords<TellShown> file={file} title="通报记录" note={() => "告诉过哪些部门、什么时候、收到什么帮扶"} path={`/api/bulletin/children/${file.childId}`} look="plain bulletin-tells">
      {(tell) => <One key={tell.listId} tell={tell} today={file.day} />}
    </FileRecords>
  );
} // prettier-ignore
