import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import type { Invitation, PersonLine } from "#capabilities/account/words.ts";
import { call } from "../app/api.ts";
import { useMay } from "../app/session.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot } from "../parts/FormFoot.tsx";
import { Refused } from "../parts/states.tsx";
import { Once } from "./Once.tsx";
import { ReasonField, Vacant } from "./PostForms.tsx";
import { useAct } from "./useAct.ts";

interface ActionsProps {
  readonly person: PersonLine;
  readonly stored: (said: string) => void;
}

interface WithReasonProps {
  readonly path: string;
  readonly word: string;
  readonly said: string;
  readonly note: string;
  readonly stored: (said: string) => void;
}

/** What is not taken back, with its reason in the history. */
function WithReason({ path, word, said, note, stored }: WithReasonProps) {
  const [reason, setReason] = useState("");
  const [vacant, setVacant] = useState(false);
  const { busy, refusal, act } = useAct();
  const send = async (): Promise<void> => {
    const body = { reason: reason.trim(), ...(vacant && { vacant: true }) };
    if (await act(() => call("POST", path, body))) stored(said);
  };
  return (
    <CommandForm submit={send}>
      <p className="muted">{note}</p>
      <ReasonField title="原因" value={reason} onChange={setReason} />
      <Vacant shown={vacant || refusal?.code === "account.would_be_vacant"} value={vacant} onChange={setVacant} />
      <FormFoot refusal={refusal} sending={busy} danger disabled={reason.trim() === ""} word={word} />
    </CommandForm>
  );
}

/** The account itself: a new one-time code, its sessions, its end; for the security administrator its second factor. */
export function AccountActions({ person, stored }: ActionsProps) {
  const may = useMay();
  const base = `/api/account/people/${person.personId}`;
  const [made, setMade] = useState<z.infer<typeof Invitation>>();
  const [asking, setAsking] = useState<"close" | "reset">();
  const { busy, refusal, act } = useAct();
  const invite = async (): Promise<void> => {
    const answer = await act(() => call<z.infer<typeof Invitation>>("POST", `${base}/invitation`));
    if (answer) setMade(answer.value);
  };
  const endSessions = async (): Promise<void> => {
    if (await act(() => call("DELETE", `${base}/sessions`))) stored("其所有登录已结束");
  };
  const manages = may("account.manage_people");
  return (
    <section className="account-actions">
      <h3>账号</h3>
      <Refused refusal={refusal} />
      {made && <Once name={person.name} code={made.code} expiresAt={made.expiresAt} />}
      <div className="buttons">
        {manages && (
          <>
            <Button loading={busy} onClick={() => void invite()}>
              重新发放登录码
            </Button>
            <Button disabled={busy} onClick={() => void endSessions()}>
              结束其所有登录
            </Button>
            <Button danger onClick={() => setAsking("close")}>
              注销账号
            </Button>
          </>
        )}
        {may("account.reset_factor") && <Button onClick={() => setAsking("reset")}>解除动态口令</Button>}
      </div>
      {asking === "close" && (
        <WithReason
          path={`${base}/close`}
          word="注销账号"
          said="账号已注销"
          note="注销后任职、登录和手机全部终止，不能恢复；历史保留。"
          stored={stored}
        />
      )}
      {asking === "reset" && (
        <WithReason
          path={`${base}/second-factor/reset`}
          word="解除动态口令"
          said="动态口令已解除，本人下次登录时重新绑定"
          note="本人丢失手机和恢复码时使用。请先当面或通过单位核实身份。"
          stored={stored}
        />
      )}
    </section>
  );
}
