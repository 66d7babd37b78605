import { Button, Input } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { call } from "../app/api.ts";
import { useMe } from "../app/session.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { AppointFields, appointmentOf, emptyWanted, missingOf } from "./AppointFields.tsx";
import { Once } from "./Once.tsx";
import { useAct } from "./useAct.ts";

interface Added {
  readonly code: string;
  readonly expiresAt: string;
  readonly status: "active" | "pending";
}

/** A person with their first post; then their one-time code, once. */
export function AddPersonForm({ added, close }: { readonly added: () => void; readonly close: () => void }) {
  const me = useMe();
  const [id] = useState(newId); // one person, however often it is sent
  const [name, setName] = useState("");
  const [login, setLogin] = useState("");
  const [wanted, setWanted] = useState(() => emptyWanted(me));
  const [made, setMade] = useState<Added>();
  const { busy, refusal, act } = useAct();
  const missing = { 姓名: name.trim() !== "", 登录名: login.trim() !== "", ...missingOf(wanted) };
  const add = async (): Promise<void> => {
    const body = { id, name: name.trim(), login: login.trim(), post: appointmentOf(wanted) };
    const answer = await act(() => call<Added>("POST", "/api/account/people", body));
    if (!answer) return;
    setMade(answer.value);
    added();
  };
  if (made) {
    return (
      <>
        <Once name={name.trim()} code={made.code} expiresAt={made.expiresAt} pending={made.status === "pending"} />
        <Button type="primary" onClick={close}>
          已交给本人，完成
        </Button>
      </>
    );
  }
  return (
    <CommandForm submit={add}>
      <Field title="姓名" required>
        {(field) => (
          <Input
            id={field}
            maxLength={40}
            value={name}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field title="登录名" required hint="2 至 40 个字母、汉字或数字；本人以后用它登录。一个人只有一个账号。">
        {(field) => (
          <Input
            id={field}
            maxLength={40}
            value={login}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <AppointFields wanted={wanted} onChange={setWanted} />
      <FormFoot
        refusal={refusal}
        sending={busy}
        disabled={Object.values(missing).includes(false)}
        word="添加并生成登录码"
        note={stillWanted(missing)}
      />
    </CommandForm>
  );
}
