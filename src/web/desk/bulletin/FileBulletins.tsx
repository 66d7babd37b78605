import { useState } from "react";
import { listKinds, type TellShown } from "#capabilities/bulletin/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import type { ChildFileData } from "../registry/file.ts";
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

function Listed({ file }: { readonly file: ChildFileData }) {
  const all = useLoad<TellShown[]>(`/api/bulletin/children/${file.childId}`);
  const [first] = useState(file.seq);
  useReread(file.seq - first, all);
  return (
    <Show of={all} lines={2}>
      {(found) =>
        found.length === 0 ? null : (
          <Card title="通报记录" note="告诉过哪些部门、什么时候、收到什么帮扶">
            <ul className="plain bulletin-tells">
              {found.map((tell) => (
                <One key={tell.listId} tell={tell} today={file.day} />
              ))}
            </ul>
          </Card>
        )
      }
    </Show>
  );
}

/** Who was told of this child, what and when; nothing where nobody was. */
export function FileBulletins(props: { readonly file: ChildFileData }) {
  const may = useMay();
  return may("bulletin.read") ? <Listed {...props} /> : null;
}
