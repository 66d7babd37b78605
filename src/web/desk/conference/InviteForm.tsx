import { Button } from "antd";
import { useState } from "react";
import type { ConferenceOffer } from "#capabilities/conference/words.ts";
import { newId } from "#kernel/id.ts";
import { address } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Show } from "../parts/states.tsx";
import { type Acting, actPath } from "./HoldForm.tsx";
import { type Chosen, invitedBody, Invitees } from "./Invitees.tsx";

function Form({ shown, done, offer, open, reload, cancel }: Acting & { readonly offer: ConferenceOffer; readonly open: (() => void) | undefined; readonly reload: () => void; readonly cancel: () => void }) {
  const [chosen, choose] = useState<Chosen>(new Map());
  const { sending, refusal, send } = useSend(newId);
  const invited = new Set(shown.invited.map(({ department }) => department));
  const others = offer.invitees.filter(({ department }) => !invited.has(department));
  const still = stillWanted({ 邀请的部门: chosen.size > 0 });
  const one = (next: Chosen): void => choose(new Map([...next].slice(-1))); // each with its own giving: one at a time
  const save = async (): Promise<void> => {
    const [body] = invitedBody(others, chosen);
    if (body && (await send(actPath(shown, "invite"), { ...body, seq: offer.seq }))) done("已邀请，部门会看到会议和材料");
  };
  return (
    <CommandForm submit={save}>
      <Invitees offered={others} chosen={chosen} onChange={one} open={open} />
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="邀请这个部门" note={still} reload={reload} />
      <div><Button onClick={cancel}>不邀请了</Button></div>
    </CommandForm>
  );
} // prettier-ignore

/** One department more, before the meeting: exactly what it will see is shown first. */
export function InviteForm(props: Acting) {
  const { shown } = props;
  const [asked, ask] = useState(false);
  const [purpose, setPurpose] = useState<"referral">();
  const offered = useLoad<ConferenceOffer>(
    asked ? address(`/api/conference/children/${shown.childId}/offer`, { purpose }) : undefined,
  );
  if (!asked) return <Button onClick={() => ask(true)}>增加邀请部门</Button>;
  return (
    <Show of={offered}>
      {(offer) => (
        <Form
          {...props}
          offer={offer}
          open={purpose === undefined ? () => setPurpose("referral") : undefined}
          reload={offered.reload}
          cancel={() => ask(false)}
        />
      )}
    </Show>
  );
}
