import { Button, Input } from "antd";
import { useCallback, useEffect, useState } from "react";
import type { z } from "zod";
import type { Enrolment, RecoveryCodes } from "#capabilities/account/words.ts";
import { ask } from "../app/api.ts";
import { Field } from "../parts/Field.tsx";
import { Refused } from "../parts/states.tsx";
import { Recovery } from "./Recovery.tsx";
import { useAct } from "./useAct.ts";

interface EnrolProps {
  readonly why: string;
  readonly finished: () => void | Promise<void>;
}

/** Groups of four are what a person can type over. */
export const grouped = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(" ");

/** A picture that the server drew. */
export const pictureOf = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

/** Sets up the second factor: the picture or the secret into an authenticator, its first code back, then the recovery codes. */
export function Enrol({ why, finished }: EnrolProps) {
  const [drawn, setDrawn] = useState<z.infer<typeof Enrolment>>();
  const [code, setCode] = useState("");
  const [codes, setCodes] = useState<readonly string[]>();
  const { busy, refusal, act } = useAct();
  const draw = useCallback((): void => {
    void act(() => ask<z.infer<typeof Enrolment>>("POST", "/api/account/second-factor")).then(
      (made) => made && setDrawn(made.value),
    );
  }, [act]);
  useEffect(draw, [draw]);
  if (codes) return <Recovery codes={codes} saved={finished} />;
  const confirm = async (): Promise<void> => {
    const path = "/api/account/second-factor/confirm";
    const made = await act(() =>
      ask<z.infer<typeof RecoveryCodes>>("POST", path, { code: code.replaceAll(/\s/g, "") }),
    );
    if (made) setCodes(made.value.recoveryCodes);
    else setCode("");
  };
  return (
    <>
      <p className="said">{why}</p>
      <Refused refusal={refusal} />
      {!drawn && refusal && <Button onClick={draw}>重试</Button>}
      {drawn && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (code.trim().length >= 6) void confirm();
          }}
        >
          <ol className="enrol">
            <li>
              在手机上打开验证器应用（能生成 6 位动态口令的都可以，微信小程序里也有），扫描二维码。
              <div className="enrol-picture">
                <img src={pictureOf(drawn.svg)} alt="绑定动态口令的二维码" width={200} height={200} />
                <p>
                  扫不了码，就在验证器里手工输入这串密钥：
                  <code translate="no">{grouped(drawn.secret)}</code>
                </p>
              </div>
            </li>
            <li>
              <Field
                title="填写验证器上显示的 6 位数字"
                hint="数字每 30 秒换一次；总说不对时，请把手机的时间设为自动。"
              >
                {(id) => (
                  <Input
                    id={id}
                    className="code-input"
                    value={code}
                    maxLength={8}
                    inputMode="numeric"
                    autoComplete="one-time-code"
                    onChange={(event) => setCode(event.target.value)}
                  />
                )}
              </Field>
              <Button type="primary" htmlType="submit" loading={busy} disabled={code.trim().length < 6}>
                完成绑定
              </Button>
            </li>
          </ol>
        </form>
      )}
    </>
  );
}
