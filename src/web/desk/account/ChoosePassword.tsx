import { Button, Input } from "antd";
import { useState } from "react";
import { weaknessOf } from "#capabilities/account/decide.ts";
import type { Me } from "#capabilities/account/words.ts";
import { problems } from "#capabilities/account/zh.ts";
import { ask } from "../app/api.ts";
import { Field } from "../parts/Field.tsx";
import { Refused } from "../parts/states.tsx";
import { PasswordInput } from "./PasswordInput.tsx";
import { useAct } from "./useAct.ts";

const RULES =
  "至少 10 个字符，含大写字母、小写字母（汉字）、数字、符号中的三种；16 个字符以上不限种类。不能包含登录名，不能用近期用过的。";

interface ChoosePasswordProps {
  readonly me: Me;
  /** The present password where it is known already. */
  readonly current?: string | undefined;
  /** Asks for the present password from the beginning. */
  readonly asks?: boolean;
  readonly stored: (me: Me) => void | Promise<void>;
}

/** What is said beneath a new password while it is typed: the same rule as the server's. */
function sayOf(password: string, login: string): string {
  if (password === "") return RULES;
  const weakness = weaknessOf(password, login);
  return weakness ? (problems[weakness] ?? RULES) : "这个密码可以用。";
}

/** A new password of one's own; a person without a login name takes one with it. */
export function ChoosePassword({ me, current: given, asks = false, stored }: ChoosePasswordProps) {
  const [typed, setTyped] = useState({ current: "", password: "", again: "", login: "" });
  const { busy, refusal, act } = useAct();
  const set = (name: keyof typeof typed) => (text: string) => setTyped((now) => ({ ...now, [name]: text }));
  const wanted = asks || (given === undefined && refusal?.code.startsWith("account.current_password") === true);
  const [needsCurrent, setNeedsCurrent] = useState(false);
  if (wanted && !needsCurrent) setNeedsCurrent(true);
  const login = me.login ?? typed.login.trim();
  const differs = typed.again !== "" && typed.again !== typed.password;
  const ready = !differs && typed.again !== "" && weaknessOf(typed.password, login) === undefined && login !== "" && (!needsCurrent || typed.current !== ""); // prettier-ignore
  const store = async (): Promise<void> => {
    const current = needsCurrent ? typed.current : given;
    const body = {
      password: typed.password,
      ...(current !== undefined && { current }),
      ...(me.login === null && { login }),
    };
    const after = await act(() => ask<Me>("PUT", "/api/account/password", body));
    if (after) await stored(after.value);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void store();
      }}
    >
      <Refused refusal={refusal} />
      <Field title="登录名" {...(me.login === null && { hint: "2 至 40 个字母、汉字或数字，以后用它登录。" })}>
        {(id) => (
          <Input
            id={id}
            value={login}
            readOnly={me.login !== null}
            maxLength={40}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => set("login")(event.target.value)}
          />
        )}
      </Field>
      {needsCurrent && (
        <PasswordInput title="现在的密码" known="current-password" value={typed.current} onChange={set("current")} />
      )}
      <PasswordInput
        title="新密码"
        known="new-password"
        showable
        value={typed.password}
        hint={sayOf(typed.password, login)}
        onChange={set("password")}
      />
      <PasswordInput
        title="再填一次新密码"
        known="new-password"
        value={typed.again}
        {...(differs && { hint: "两次填写的不一样。" })}
        onChange={set("again")}
      />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
          保存密码
        </Button>
      </div>
    </form>
  );
}
