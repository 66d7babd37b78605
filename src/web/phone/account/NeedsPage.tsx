/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { Me } from "#capabilities/account/words.ts";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { useEntering } from "./useEntering.ts";
import { text } from "../language/text.ts";

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
      <h2>{text("needs.code")}</h2>
      <Fault said={entering.fault} />
      <Field
        label={text("needs.code_label")}
        hint={text("needs.code_hint")}
        value={code}
        max={24}
        known="one-time-code"
        onInput={setCode}
      />
      <button type="submit" class="btn main wide" disabled={entering.busy || code.trim().length < 6}>
        {text("needs.check")}
      </button>
    </form>
  );
}

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
      <h2>{text("needs.password")}</h2>
      <Fault said={entering.fault} />
      {me.login === null ? (
        <Field
          label={text("enter.login")}
          hint={text("needs.login_hint")}
          value={login}
          max={40}
          known="username"
          onInput={setLogin}
        />
      ) : (
        <p>{text("needs.login", { login: me.login })}</p>
      )}
      {asked && (
        <Field
          label={text("needs.current")}
          type="password"
          value={current}
          known="current-password"
          onInput={setCurrent}
        />
      )}
      <Field
        label={text("needs.new")}
        type="password"
        hint={text("needs.rules")}
        value={password}
        known="new-password"
        onInput={setPassword}
      />
      <Field
        label={text("needs.again")}
        type="password"
        value={again}
        known="new-password"
        fault={differs ? text("needs.differs") : undefined}
        onInput={setAgain}
      />
      <button type="submit" class="btn main wide" disabled={entering.busy || !ready}>
        {text("needs.store")}
      </button>
    </form>
  );
}

const Enrolment = () => (
  <section class="card">
    <h2>{text("needs.enrolment")}</h2>
    <p>{text("needs.enrolment_hint")}</p>
    <a class="btn main wide" href="/desk/">
      {text("needs.enrol")}
    </a>
  </section>
);

/** What somebody who is past the first step still has to do: the first of `needs`. */
export function NeedsPage({ me, done, signOut }: StepProps & { signOut: () => void }) {
  const need = me.needs[0];
  return (
    <main class="page">
      <header class="top">
        <h1>{text("needs.title", { name: me.name })}</h1>
      </header>
      {need === "code" && <ShowCode me={me} done={done} />}
      {need === "password" && <ChoosePassword me={me} done={done} />}
      {need === "enrolment" && <Enrolment />}
      <button type="button" class="btn wide" onClick={signOut}>
        {text("needs.not_me")}
      </button>
    </main>
  );
}
