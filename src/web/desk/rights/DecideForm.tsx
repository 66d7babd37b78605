import { Button, Input, Select } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { type DecisionWord, decisions } from "#capabilities/rights/words.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Refused } from "../parts/states.tsx";

const options = Object.entries(decisions).map(([value, label]) => ({ value, label }));

/** Granted, partly or not: what is not given names its clause (个人信息保护法 50). */
export function DecideForm({
  childId,
  no,
  done,
}: {
  readonly childId: string;
  readonly no: number;
  readonly done: () => void;
}) {
  const [decision, setDecision] = useState<DecisionWord | null>(null);
  const [reason, setReason] = useState("");
  const [clause, setClause] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const mustName = decision !== null && decision !== "granted";
  const able = decision !== null && reason.trim().length >= 4 && (!mustName || clause.trim().length >= 4);
  const decide = async (): Promise<void> => {
    const body = { decision, reason: reason.trim(), ...(mustName && { clause: clause.trim() }) };
    if (await send(`/api/rights/children/${childId}/requests/${no}/decide`, body)) done();
  };
  return (
    <CommandForm look="law-form" submit={decide}>
      <Select
        className="filter"
        aria-label="决定"
        placeholder="决定"
        options={options}
        value={decision}
        onChange={setDecision}
      />
      <Input
        aria-label="理由"
        placeholder="理由"
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {mustName && (
        <Input
          aria-label="依据的条款"
          placeholder="依据的条款，如 个人信息保护法 47"
          maxLength={100}
          value={clause}
          onChange={(event) => setClause(event.target.value)}
        />
      )}
      <Button type="primary" htmlType="submit" loading={sending} disabled={!able}>
        作出决定
      </Button>
      <Refused refusal={refusal} />
    </CommandForm>
  );
}
