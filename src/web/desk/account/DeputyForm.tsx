import { useState } from "react";
import { newId } from "#kernel/id.ts";
import type { Post } from "#capabilities/account/words.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { PersonField, ReasonField } from "./PostForms.tsx";

interface DeputyProps {
  readonly post: Post;
  readonly holder: string;
  readonly stored: (said: string) => void;
}

/** Somebody who stands in for an absent holder for some days: the same place and powers, and traces say for whom. */
export function DeputyForm({ post, holder, stored }: DeputyProps) {
  const me = useMe();
  const [deputy, setDeputy] = useState<string | null>(null);
  const [fromDay, setFromDay] = useState<string | null>(me.today);
  const [toDay, setToDay] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const missing = { 代理人: deputy !== null, 到哪天止: toDay !== null, 原因: reason.trim() !== "" };
  const appoint = async (): Promise<void> => {
    const body = {
      personId: deputy,
      kind: post.kind,
      area: post.area,
      deputyFor: post.postId,
      reason: reason.trim(),
      ...(post.department !== null && { department: post.department }),
      ...(fromDay !== null && { fromDay }),
      ...(toDay !== null && { toDay }),
    };
    if (await send("/api/account/posts", body)) stored("代理已安排，到期自动结束");
  };
  return (
    <CommandForm submit={appoint}>
      <PersonField
        title="代理人"
        hint="代理期间与本人职权相同；访问记录注明代理谁。"
        holder={holder}
        value={deputy}
        onChange={setDeputy}
      />
      <Field title="从哪天起">{(id) => <DayInput id={id} value={fromDay} onChange={setFromDay} offerToday />}</Field>
      <Field title="到哪天止" required hint="这一天起不再代理。">
        {(id) => <DayInput id={id} value={toDay} onChange={setToDay} />}
      </Field>
      <ReasonField title="原因" value={reason} onChange={setReason} />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={Object.values(missing).includes(false)}
        word="安排代理"
        note={stillWanted(missing)}
      />
    </CommandForm>
  );
}
