import { Button, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { type AlertLine, type Outcome, outcomes } from "#capabilities/trace/words.ts";
import { ruleNames } from "#capabilities/trace/zh.ts";
import { momentText } from "../account/accountText.ts";
import { useAct } from "../account/useAct.ts";
import { address, call } from "../app/api.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { useAreaPaths } from "../area/names.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Refused, Show } from "../parts/states.tsx";
import "../styles/law.css";

const choices = Object.entries(outcomes).map(([value, label]) => ({ value, label }));

/** Who looked into it says what it was; nobody answers for himself. */
function AnswerForm({ alert, answered }: { readonly alert: AlertLine; readonly answered: () => void }) {
  const { busy, refusal, act } = useAct();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [reason, setReason] = useState("");
  const send = async (): Promise<void> => {
    const body = { outcome, reason: reason.trim() };
    if (await act(() => call("POST", `/api/trace/alerts/${alert.id}/answer`, body))) answered();
  };
  return (
    <CommandForm look="law-form" submit={send}>
      <Select
        className="filter-wide"
        aria-label="核查结果"
        placeholder="核查结果"
        options={choices}
        value={outcome}
        onChange={setOutcome}
      />
      <Input
        aria-label="核查情况"
        placeholder="核查情况（向谁了解、因何查阅）"
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="primary" htmlType="submit" loading={busy} disabled={outcome === null || reason.trim().length < 4}>
        答复
      </Button>
      <Refused refusal={refusal} />
    </CommandForm>
  );
}

interface AlertProps {
  readonly alert: AlertLine;
  readonly place: string;
  readonly answered: () => void;
}

function Alert({ alert, place, answered }: AlertProps) {
  const me = useMe();
  const may = useMay();
  const { answer } = alert;
  const whose = alert.person ?? (alert.childId === null ? "" : "同一份儿童档案");
  return (
    <Card title={ruleNames[alert.rule]} note={`${place}　${momentText(alert.raisedAt)}`}>
      <p>
        <b>{whose}</b>
        {whose !== "" && "："}
        {alert.text}（{alert.day}）
        {alert.childId !== null && may("registry.read") && (
          <a href={`#/children/${alert.childId}`}>打开档案，看理由和经过</a>
        )}
      </p>
      {answer && (
        <p className="law-answer">
          {outcomes[answer.outcome as Outcome] ?? answer.outcome}：{answer.reason}
          <small className="muted">
            {answer.person} {momentText(answer.at)}
          </small>
        </p>
      )}
      {answer === null && alert.personId === me.personId && <p className="muted">涉及您本人，须由他人答复。</p>}
      {answer === null && alert.personId !== me.personId && <AnswerForm alert={alert} answered={answered} />}
    </Card>
  );
}

const tabs = [
  { value: "yes", label: "待答复" },
  { value: "no", label: "已答复" },
];

/** Unusual reading, as the watch raised it, and what people found out about it (未成年人网络保护条例 36). */
export function Alerts() {
  const open = usePlace().query["open"] === "no" ? "no" : "yes";
  const alerts = usePages<AlertLine>(address("/api/trace/alerts", { open }));
  const pathOf = useAreaPaths((alerts.data?.lines ?? []).map((line) => line.area));
  return (
    <Page title="异常访问提醒" note="系统发现的异常查阅，由负责人核查后答复；涉及本人的由他人答复">
      <div className="filters">
        <Segmented
          aria-label="状态"
          options={tabs}
          value={open}
          onChange={(next) => go(linkTo("alerts", { open: next }))}
        />
      </div>
      <Show of={alerts} lines={6}>
        {({ lines }) =>
          lines.length === 0 ? (
            <Empty>{open === "yes" ? "没有待答复的提醒。" : "还没有答复过的提醒。"}</Empty>
          ) : (
            <>
              {lines.map((line) => (
                <Alert
                  key={line.id}
                  alert={line}
                  place={pathOf(line.area).slice(-2).join("")}
                  answered={alerts.reload}
                />
              ))}
              <PagesFoot of={alerts} unit="条" />
            </>
          )
        }
      </Show>
    </Page>
  );
}
