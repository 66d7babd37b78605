import { Button } from "antd";
import { useState } from "react";
import type { ConferenceShown } from "#capabilities/conference/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import type { ChildFileData } from "../registry/file.ts";
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
      </small>
      <Button size="small" type={one.toReview ? "primary" : "default"} href={linkTo(conferencePath(one))}>
        {one.toReview ? "评估" : "查看"}
      </Button>
    </li>
  );
} // prettier-ignore

function Listed({ file }: { readonly file: ChildFileData }) {
  const all = useLoad<ConferenceShown[]>(`/api/conference/children/${file.childId}`);
  const [first] = useState(file.seq);
  useReread(file.seq - first, all);
  return (
    <Show of={all} lines={2}>
      {(found) =>
        found.length === 0 ? null : (
          <Card title="个案会商" note={`${found.length}次`}>
            <ul className="file-tasks">
              {found.map((one) => (
                <One key={one.no} one={one} today={file.day} />
              ))}
            </ul>
          </Card>
        )
      }
    </Show>
  );
}

/** Of this child the conferences; nothing where there was none. */
export function FileConferences(props: { readonly file: ChildFileData }) {
  const may = useMay();
  return may("conference.read") ? <Listed {...props} /> : null;
}
