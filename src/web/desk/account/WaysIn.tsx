import { Button, Input } from "antd";
import { lazy, Suspense, useState } from "react";
import type { DemoPerson, Me, Ways } from "#capabilities/account/words.ts";
import { ask } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { Field } from "../parts/Field.tsx";
import { Refused, Unread } from "../parts/states.tsx";
import { DemoPeople } from "./DemoPeople.tsx";
import { PasswordInput } from "./PasswordInput.tsx";
import { useAct } from "./useAct.ts";
import "../styles/account.css";
import "../styles/form.css";

/** What few people need at few times is fetched when it is needed. */
const Steps = lazy(async () => ({ default: (await import("./Steps.tsx")).Steps }));

interface FormProps {
  readonly busy: boolean;
  readonly attempt: (path: string, body: Readonly<Record<string, string>>) => void;
}

function ByPassword({ busy, attempt }: FormProps) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const ready = login.trim() !== "" && password !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) attempt("/api/account/sign-in", { login: login.trim(), password });
      }}
    >
      <Field title="登录名">
        {(id) => (
          <Input
            id={id}
            value={login}
            maxLength={80}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <PasswordInput title="密码" known="current-password" value={password} onChange={setPassword} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
          登录
        </Button>
      </div>
    </form>
  );
}

function ByCode({ busy, attempt }: FormProps) {
  const [code, setCode] = useState("");
  const ready = code.trim().length >= 20;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) attempt("/api/account/sessions", { code: code.trim() });
      }}
    >
      <Field title="一次性登录码" hint="由为您登记的上级发给您，只能用一次；进入后设置自己的密码。">
        {(id) => (
          <Input
            id={id}
            value={code}
            autoComplete="one-time-code"
            placeholder="粘贴登录码"
            maxLength={100}
            spellCheck={false}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <div className="buttons">
        <Button htmlType="submit" loading={busy} disabled={!ready}>
          进入
        </Button>
      </div>
    </form>
  );
}

/** Single sign-on leaves the page; where a page waits behind the dialog, it opens beside it instead. */
function ByProvider({ name, again, entered }: { name: string; again: boolean; entered: () => void }) {
  const { busy, refusal, act } = useAct();
  const leave = async (): Promise<void> => {
    const page = await act(() => ask<{ url: string }>("POST", "/api/account/provider/sign-ins", {}));
    if (page) location.assign(page.value.url);
  };
  return (
    <div className="ways-provider">
      <Refused refusal={refusal} />
      {again ? (
        <div className="buttons">
          <Button href="/desk/" target="_blank" rel="noopener">
            在新窗口用{name}登录
          </Button>
          <Button onClick={entered}>已在新窗口登录，继续</Button>
        </div>
      ) : (
        <Button loading={busy} onClick={() => void leave()}>
          用{name}登录
        </Button>
      )}
    </div>
  );
}

interface WaysInProps {
  readonly entered: () => void | Promise<void>;
  /** Somebody who is past the first step, and what their session still lacks. */
  readonly half?: Me | undefined;
  /** Above a page whose session has ended. */
  readonly again?: boolean;
}

/** The ways in: password, single sign-on, a one-time code, in a synthetic database any of its people; then what is still to be done. */
export function WaysIn({ entered, half, again = false }: WaysInProps) {
  const offered = useLoad<Ways>("/api/account/ways");
  const ways = offered.data;
  const demo = useLoad<DemoPerson[]>(ways?.demo ? "/api/account/demo-people" : undefined);
  const [met, setMet] = useState<{ me: Me; password?: string | undefined } | undefined>(half && { me: half });
  const { busy, refusal, act } = useAct();
  const attempt = (path: string, body: Readonly<Record<string, string>>): void => {
    void act(async () => {
      const me = await ask<Me>("POST", path, body);
      if (me.needs.length > 0) setMet({ me, password: body["password"] });
      else await entered();
    });
  };
  if (met) {
    return (
      <Suspense fallback={<p className="opening">正在打开…</p>}>
        <Steps me={met.me} password={met.password} done={entered} />
        {!half && (
          <p className="entrance-leave">
            <Button type="link" onClick={() => setMet(undefined)}>
              返回，换一种方式或换人登录
            </Button>
          </p>
        )}
      </Suspense>
    );
  }
  const own = (
    <div className="ways">
      <section className="card">
        <div className="card-head">
          <h2>用登录名和密码登录</h2>
        </div>
        <div className="card-body">
          <ByPassword busy={busy} attempt={attempt} />
          {ways?.provider && (
            <ByProvider name={ways.provider} again={again} entered={() => void act(async () => entered())} />
          )}
        </div>
      </section>
      <section className="card">
        <div className="card-head">
          <h2>第一次使用，或忘记了密码</h2>
        </div>
        <div className="card-body">
          <ByCode busy={busy} attempt={attempt} />
        </div>
      </section>
    </div>
  );
  return (
    <>
      <Refused refusal={refusal} />
      <Unread of={offered} what="登录方式" />
      <Unread of={demo} what="演示人员" />
      {demo.data ? (
        <>
          <details className="ways-own">
            <summary>用自己的账号登录</summary>
            {own}
          </details>
          <DemoPeople
            people={demo.data}
            busy={busy}
            choose={(personId) => attempt("/api/account/demo-sessions", { personId })}
          />
        </>
      ) : (
        own
      )}
    </>
  );
}
