import { Button, Input } from "antd";
import { useState } from "react";
import type { Me } from "#capabilities/account/words.ts";
import { ask } from "../app/api.ts";
import { Field } from "../parts/Field.tsx";
import { Refused } from "../parts/states.tsx";
import { useAct } from "./useAct.ts";

/** The six digits of the authenticator, or a recovery code. */
export function ShowCode({ passed }: { readonly passed: (me: Me) => void | Promise<void> }) {
  const [code, setCode] = useState("");
  const { busy, refusal, act } = useAct();
  const ready = code.trim().length >= 6;
  const check = async (): Promise<void> => {
    const me = await act(() => ask<Me>("POST", "/api/account/second-factor/check", { code: code.trim() }));
    if (me) await passed(me.value);
    else setCode("");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void check();
      }}
    >
      <Refused refusal={refusal} />
      <Field title="动态口令" hint="手机验证器上的 6 位数字；手机不在身边时，可填一个恢复码，用过即作废。">
        {(id) => (
          <Input
            id={id}
            className="code-input"
            value={code}
            maxLength={24}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
          验证
        </Button>
      </div>
      <p className="muted">手机和恢复码都丢了：请安全管理员为您解除绑定，再重新绑定。</p>
    </form>
  );
}
