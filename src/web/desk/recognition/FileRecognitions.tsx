import { App, Button } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useState } from "react";
import { answers, type ChildRecognitions, type RecognitionShown, stages } from "#capabilities/recognition/words.ts";
import { longDay, shortDay } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { DueDay } from "../caselist/columns.tsx";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import { assumedText } from "../referral/referralText.ts";
import type { ChildFileData } from "../registry/file.ts";
import { JudgeForm } from "./JudgeForm.tsx";
import "../styles/referral.css";

/** An application from its asking to now. */
function Life({ one, today }: { readonly one: RecognitionShown; readonly today: string }) {
  const assumed = assumedText(one.assumed);
  return (
    <>
      <p>
        <b>{one.title}</b>　{stages[one.stage]}
        {one.due !== null && (
          <>
            ，期限 <DueDay due={one.due} today={today} />
          </>
        )}
        {one.from !== null && `，自 ${longDay(one.from)}起纳入`}
      </p>
      {assumed !== "" && <p className="muted">{assumed}</p>}
      <ol className="referral-steps">
        <li>
          <b>申请认定</b>
          <small className="muted">
            {longDay(one.askedOn)}　{one.by}登记，{one.asker}申请
          </small>
          {one.note !== "" && <p>{one.note}</p>}
        </li>
        {one.steps.map(({ title, on, by, eligible, says, text }, at) => (
          <li key={`${at} ${title}`}>
            <b>{title}</b>
            <small className="muted">
              {longDay(on)}　{by}
            </small>
            <p>
              {eligible !== null && <b>{eligible ? "符合" : "不符合"}：</b>}
              {text}
              {says !== null && <small className="under">当日按档案信息：{answers[says]}</small>}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
} // prettier-ignore

function Line({ one, today, open }: { readonly one: RecognitionShown; readonly today: string; readonly open: () => void }) {
  const may = useMay();
  const mine = (one.stage === "asked" && may("recognition.verify")) || (one.stage === "verified" && may("recognition.confirm"));
  return (
    <li>
      <b>{one.title}认定</b>
      <small className="muted">
        {stages[one.stage]}，{shortDay(one.askedOn, today)}申请
        {one.due !== null && (
          <>
            ，期限 <DueDay due={one.due} today={today} />
          </>
        )}
      </small>
      <Button size="small" type={mine ? "primary" : "default"} onClick={open}>
        {mine ? (one.stage === "asked" ? "查验" : "决定") : "查看"}
      </Button>
    </li>
  );
} // prettier-ignore

function Listed({ file, done }: { readonly file: ChildFileData; readonly done: () => void }) {
  const { message } = App.useApp();
  const [chosen, choose] = useState<number>();
  const of = useLoad<ChildRecognitions>(`/api/recognition/children/${file.childId}`);
  const [first] = useState(file.seq);
  useReread(file.seq - first, of);
  const acted = (said: string): void => {
    void message.success(said);
    choose(undefined);
    done();
  };
  return (
    <Show of={of} lines={2}>
      {({ all, offers }) => {
        const one = all.find(({ no }) => no === chosen);
        return all.length === 0 ? null : (
          <Card title="身份认定" note={`${all.length}件`}>
            <ul className="file-tasks">
              {all.map((each) => (
                <Line key={each.no} one={each} today={file.day} open={() => choose(each.no)} />
              ))}
            </ul>
            <SideDrawer open={one !== undefined} onClose={() => choose(undefined)} title="身份认定" size={640} destroyOnHidden className="action-drawer">
              {one && <Life one={one} today={file.day} />}
              {one && <JudgeForm key={one.stage} one={one} offer={offers.find(({ open }) => open === one.no)} done={acted} />}
            </SideDrawer>
          </Card>
        );
      }}
    </Show>
  );
} // prettier-ignore

/** Of this child the applications for being recognised; nothing where there is none. */
export function FileRecognitions(props: { readonly file: ChildFileData; readonly done: () => void }) {
  const may = useMay();
  return may("recognition.read") ? <Listed {...props} /> : null;
}
