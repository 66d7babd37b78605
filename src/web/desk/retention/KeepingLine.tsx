import { Button, Input } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import type { DueKind, DueLine } from "#capabilities/retention/words.ts";
import { useFresh } from "../account/useFresh.tsx";
import { useAct } from "../account/useAct.ts";
import { call } from "../app/api.ts";
import { linkTo } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { Refused } from "../parts/states.tsx";

const kindNames: Readonly<Record<string, string>> = {
  mistaken: "错误、重复建档",
  grave: "曾列最高风险或含封存信息",
  ordinary: "一般档案",
};

/** What may be done with a file in this list: a word for the server, one for the button, and who may. */
interface Step {
  readonly word: string;
  readonly title: string;
  readonly may: string;
  /** Asks for a reason before it is sent. */
  readonly reasoned: boolean;
  readonly danger?: boolean;
}

const steps: Readonly<Record<DueKind, readonly Step[]>> = {
  seal: [{ word: "seal", title: "封存", may: "retention.seal", reasoned: true }],
  sealed: [{ word: "unseal", title: "解除封存", may: "retention.seal", reasoned: true }],
  delete: [{ word: "propose-deletion", title: "提出删除", may: "retention.propose", reasoned: true, danger: true }],
  proposed: [
    { word: "confirm-deletion", title: "确认并删除", may: "retention.confirm", reasoned: false, danger: true },
    { word: "withdraw-deletion", title: "撤回", may: "retention.confirm", reasoned: true },
  ],
  erase: [{ word: "erase", title: "再次执行", may: "retention.confirm", reasoned: false, danger: true }],
};

interface LineProps {
  readonly line: DueLine;
  readonly what: DueKind;
  readonly name: string | undefined;
  readonly place: string;
  readonly done: () => void;
}

export function KeepingLine({ line, what, name, place, done }: LineProps) {
  const may = useMay();
  const me = useMe();
  const { busy, refusal, act } = useAct();
  const { fresh, question } = useFresh();
  const [asked, setAsked] = useState<Step>();
  const [reason, setReason] = useState("");
  const send = async (step: Step): Promise<void> => {
    const said = step.reasoned ? { reason: reason.trim() } : step.word === "confirm-deletion" ? { seq: line.seq } : {};
    const body = step.word === "erase" ? undefined : { id: newId(), ...said };
    const path = `/api/retention/children/${line.childId}/${step.word}`;
    if (await act(() => fresh(() => call("POST", path, body)))) done();
  };
  // nobody confirms what he proposed himself: the button says so instead of failing
  const own = line.proposedBy === me.personId;
  const able = steps[what].filter((step) => may(step.may));
  return (
    <li className="post-line">
      <span className="law-what">
        <b>{name ?? kindNames[line.kind] ?? line.kind}</b>　{place}
        <small>
          结案 {line.closedOn}
          {line.sealedOn !== null && `；封存 ${line.sealedOn}`}
          {line.proposedOn !== null && `；提出删除 ${line.proposedOn}`}；
          {line.due === null ? "永久保存" : `${what === "seal" ? "应封存" : "可删除"}日期 ${line.due}`}
        </small>
        <Refused refusal={refusal} />
      </span>
      {(what === "seal" || what === "sealed") && <a href={linkTo(`children/${line.childId}`)}>打开档案</a>}
      {asked ? (
        <>
          <Input
            className="filter-wide"
            aria-label={`${asked.title}的原因`}
            placeholder={`${asked.title}的原因`}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            type="primary"
            danger={asked.danger === true}
            loading={busy}
            disabled={reason.trim().length < 4}
            onClick={() => void send(asked)}
          >
            {asked.title}
          </Button>
          <Button onClick={() => setAsked(undefined)}>返回</Button>
        </>
      ) : (
        able.map((step) => (
          <Button
            key={step.word}
            danger={step.danger === true}
            loading={busy}
            disabled={step.word === "confirm-deletion" && own}
            title={step.word === "confirm-deletion" && own ? "由您提出的删除，须由另一人确认" : undefined}
            onClick={() => (step.reasoned ? setAsked(step) : void send(step))}
          >
            {step.title}
            {step.reasoned && "…"}
          </Button>
        ))
      )}
      {question}
    </li>
  );
}
