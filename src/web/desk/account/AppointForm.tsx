import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { AppointFields, appointmentOf, emptyWanted, missingOf } from "./AppointFields.tsx";

/** Another post for somebody who is known already. */
export function AppointForm({
  personId,
  stored,
}: {
  readonly personId: string;
  readonly stored: (said: string) => void;
}) {
  const me = useMe();
  const [wanted, setWanted] = useState(() => emptyWanted(me));
  const { sending, refusal, send } = useSend(newId);
  const missing = missingOf(wanted);
  const appoint = async (): Promise<void> => {
    if (await send("/api/account/posts", { personId, ...appointmentOf(wanted) })) stored("任命已记录");
  };
  return (
    <CommandForm submit={appoint}>
      <AppointFields wanted={wanted} onChange={setWanted} />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={Object.values(missing).includes(false)}
        word="任命"
        note={stillWanted(missing)}
      />
    </CommandForm>
  );
}
