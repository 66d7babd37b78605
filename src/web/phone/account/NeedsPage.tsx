/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { Me } from "#capabilities/account/words.ts";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { useEntering } from "./useEntering.ts";

interface StepProps {
  readonly me: Me;
  readonly done: () => void;
}

function ShowCode({ done }: StepProps) {
  const [code, setCode] = useState("");
  const entering = useEntering(done);
  const check = (event: Event): void => {
    event.preventDefault();
    entering.send("POST", "/api/account/second-factor/check", { code: code.trim() });
  };
  return (
    <form class="card" onSubmit={check}>
      <h2>验证动态口令</h2>
      <Fault said={entering.fault} />
      <Field
        label="动态口令"
        hint="验证器上的6位数字，或一个恢复码"
        value={code}
        max={24}
        known="one-time-code"
        onInput={setCode}
      />
      <button type="submit" class="btn main wide" disabled={entering.busy || code.trim().length < 6}>
        验证
      </button>
    </form>
  );
}

const RULES = "至少10个字，大写字母、小写字母（汉字）、数字、符号要有三种；16个字以上不限";

function ChoosePassword({ me, done }: StepProps) {
  const [login, setLogin] = useState("");
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [asked, setAsked] = useState(false);
  const entering = useEntering(done);
  if (!asked && entering.code?.startsWith("account.current_password")) setAsked(true);
  const differs = again !== "" && again !== password;
  const ready = password !== "" && again === password && (me.login !== null || login.trim() !== "");
  const store = (event: Event): void => {
    event.preventDefault();
    const body = { password, ...(asked && { current }), ...(me.login === null && { login: login.trim() }) };
    entering.send("PUT", "/api/account/password", body);
  };
  return (
    <form class="card" onSubmit={store}>
      <h2>设置自己的密码</h2>
      <Fault said={entering.fault} />
      {me.login === null ? (
        <Field label="登录名" hint="以后用它登录" value={login} max={40} known="username" onInput={setLogin} />
      ) : (
        <p>您的登录名：{me.login}</p>
      )}
      {asked && (
        <Field label="现在的密码" type="password" value={current} known="current-password" onInput={setCurrent} />
      )}
      <Field label="新密码" type="password" hint={RULES} value={password} known="new-password" onInput={setPassword} />
      <Field
        label="再填一次新密码"
        type="password"
        value={again}
        known="new-password"
        fault={differs ? "两次填写的不一样" : undefined}
        onInput={setAgain}
      />
      <button type="submit" class="btn main wide" disabled={entering.busy || !ready}>
        保存密码
      </button>
    </form>
  );
}

const Enrolment = () => (
  <section class="card">
    <h2>先绑定动态口令</h2>
    <p>您的岗位登录时要验证动态口令。请到工作人员入口绑定，再回到这里。</p>
    <a class="btn main wide" href="/desk/">
      去绑定
    </a>
  </section>
);

/** What somebody who is past the first step still has to do: the first of `needs`. */
export function NeedsPage({ me, done, signOut }: StepProps & { signOut: () => void }) {
  const need = me.needs[0];
  return (
    <main class="page">
      <header class="top">
        <h1>{me.name}，还差一步</h1>
      </header>
      {need === "code" && <ShowCode me={me} done={done} />}
      {need === "password" && <ChoosePassword me={me} done={done} />}
      {need === "enrolment" && <Enrolment />}
      <button type="button" class="btn wide" onClick={signOut}>
        不是我，退出
      </button>
    </main>
  );
}
