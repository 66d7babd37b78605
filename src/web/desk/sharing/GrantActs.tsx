import { Button } from "antd";
import { useState } from "react";
import type { GrantShown } from "#capabilities/sharing/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { useMay, useMe } from "../app/session.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { Refused } from "../parts/states.tsx";
import { KeyDraw } from "./KeyDraw.tsx";

interface Acting {
  readonly grant: GrantShown;
  readonly done: (said: string) => void;
  /** Reads the list anew, and leaves what is open open. */
  readonly reload: () => void;
}

/** The steward's word: agreed or not, each with a reason. */
function Decide({ grant, done }: Acting) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = reason.trim().length >= 2;
  const decide = async (step: "grant" | "refuse", said: string): Promise<void> => {
    if (await send(`/api/sharing/grants/${grant.id}/${step}`, { reason: reason.trim() })) done(said);
  };
  return (
    <CommandForm submit={() => decide("grant", "已同意共享")}>
      <ReasonInput title="审批意见" required value={reason} onChange={setReason} />
      <Refused refusal={refusal} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={sending} disabled={!able}>
          同意共享
        </Button>
        <Button danger disabled={!able || sending} onClick={() => void decide("refuse", "已答复不予共享")}>
          不予共享
        </Button>
        {!able && <span className="muted">还要填：审批意见</span>}
      </div>
    </CommandForm>
  );
}

function Stop({ grant, done }: Acting) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const word = grant.standing === "asked" ? "撤回申请" : "停用授权";
  const able = reason.trim().length >= 2;
  if (!open)
    return (
      <div className="buttons">
        <Button danger onClick={() => setOpen(true)}>
          {word}
        </Button>
      </div>
    );
  const save = async (): Promise<void> => {
    if (await send(`/api/sharing/grants/${grant.id}/stop`, { reason: reason.trim() })) done(`已${word}`);
  };
  const hint = grant.standing === "asked" ? "申请撤回后不再审批" : "停用即时生效，密钥不能再用，也不能恢复";
  return (
    <CommandForm submit={save}>
      <ReasonInput title={`${word}的理由`} hint={hint} required value={reason} onChange={setReason} />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={!able}
        danger
        word={word}
        note={stillWanted({ 理由: able })}
      />
    </CommandForm>
  );
}

/** What this post may do with a grant as it stands. */
export function GrantActs(props: Acting) {
  const may = useMay();
  const { post } = useMe();
  const { standing, steward } = props.grant;
  const isOwn = may("sharing.ask");
  const decides = standing === "asked" && may("sharing.decide") && post === steward;
  const stops = may("sharing.stop") && (standing === "granted" || (standing === "asked" && isOwn));
  return (
    <>
      {decides && <Decide {...props} />}
      {isOwn && standing === "granted" && <KeyDraw grant={props.grant} drawn={props.reload} />}
      {stops && <Stop {...props} />}
    </>
  );
}
