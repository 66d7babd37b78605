/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { DemoPerson, Ways } from "#capabilities/account/words.ts";
import { LanguageChoice } from "../language/LanguageChoice.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { TextSizeSwitch } from "../parts/TextSizeSwitch.tsx";
import { get } from "../server.ts";
import { type Entering, useEntering } from "./useEntering.ts";
import { matchingPeople } from "./matching.ts";
import { UrgentLink } from "../urgent/Urgent.tsx";
import { text } from "../language/text.ts";

const SHOWN = 12;

function DemoPeople({ people, entering }: { people: readonly DemoPerson[]; entering: Entering }) {
  const [typed, setTyped] = useState("");
  const found = matchingPeople(people, typed);
  return (
    <section class="card">
      <h2>{text("enter.demo")}</h2>
      <p class="soft">{text("enter.demo_hint")}</p>
      <Field label={text("enter.find")} type="search" value={typed} onInput={setTyped} />
      <ul class="plain-list stack">
        {found.slice(0, SHOWN).map((person) => (
          <li key={person.personId}>
            <button
              type="button"
              class="btn wide"
              disabled={entering.busy}
              onClick={() => entering.send("POST", "/api/account/demo-sessions", { personId: person.personId })}
            >
              <span class="strong">{person.name}</span>
              <span class="soft">{person.areaName}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p class="soft">{text("enter.more", { n: found.length - SHOWN })}</p>}
      {found.length === 0 && <p>{text("enter.none")}</p>}
    </section>
  );
}

function ByPassword({ entering }: { entering: Entering }) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const open = (event: Event): void => {
    event.preventDefault();
    entering.send("POST", "/api/account/sign-in", { login: login.trim(), password });
  };
  return (
    <form class="card" onSubmit={open}>
      <h2>{text("enter.by_password")}</h2>
      <Field label={text("enter.login")} value={login} max={80} known="username" onInput={setLogin} />
      <Field
        label={text("enter.password")}
        type="password"
        value={password}
        known="current-password"
        onInput={setPassword}
      />
      <button type="submit" class="btn main wide" disabled={entering.busy || login.trim() === "" || password === ""}>
        {text("enter.sign_in")}
      </button>
    </form>
  );
}

function OneTimeCode({ entering }: { entering: Entering }) {
  const [code, setCode] = useState("");
  const open = (event: Event): void => {
    event.preventDefault();
    entering.send("POST", "/api/account/sessions", { code: code.trim() });
  };
  return (
    <form class="card" onSubmit={open}>
      <h2>{text("enter.by_code")}</h2>
      <Field
        label={text("enter.code")}
        hint={text("enter.code_hint")}
        value={code}
        max={100}
        known="one-time-code"
        onInput={setCode}
      />
      <button type="submit" class="btn main wide" disabled={entering.busy || code.trim().length < 20}>
        {text("enter.enter")}
      </button>
    </form>
  );
}

/** 进入: a demo person where the database is a sample, a password or a one-time code everywhere. `before`: whose session has ended. */
export function EnterPage({ entered, before }: { entered: () => void; before?: string | undefined }) {
  const [people, setPeople] = useState<readonly DemoPerson[]>([]);
  const entering = useEntering(entered);
  useEffect(() => {
    const read = async (): Promise<void> => {
      const ways = await get<Ways>("/api/account/ways");
      if (ways.kind !== "ok" || !ways.body.demo) return;
      const answer = await get<DemoPerson[]>("/api/account/demo-people");
      if (answer.kind === "ok") setPeople(answer.body.filter((person) => person.post === "director"));
    };
    void read();
  }, []);
  return (
    <main class="page">
      <header class="top">
        <h1>{text("app.title")}</h1>
        <TextSizeSwitch />
      </header>
      <UrgentLink />
      <LanguageChoice />
      {before !== undefined && <p class="note">{text("enter.ended", { name: before })}</p>}
      <Fault said={entering.fault} />
      {people.length > 0 && <DemoPeople people={people} entering={entering} />}
      <ByPassword entering={entering} />
      <OneTimeCode entering={entering} />
    </main>
  );
}
