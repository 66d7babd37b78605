/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { DemoPerson, Ways } from "#capabilities/account/words.ts";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { TextSizeSwitch } from "../parts/TextSizeSwitch.tsx";
import { get } from "../server.ts";
import { type Entering, useEntering } from "./useEntering.ts";
import { matchingPeople } from "./matching.ts";

const SHOWN = 12;

function DemoPeople({ people, entering }: { people: readonly DemoPerson[]; entering: Entering }) {
  const [text, setText] = useState("");
  const found = matchingPeople(people, text);
  return (
    <section class="card">
      <h2>演示：选一位儿童主任</h2>
      <p class="soft">这里的村名是真的，人和孩子都是虚构的。</p>
      <Field label="找村名或姓名" type="search" value={text} onInput={setText} />
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
      {found.length > SHOWN && <p class="soft">还有{found.length - SHOWN}位，请输入村名来找。</p>}
      {found.length === 0 && <p>没有找到。</p>}
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
      <h2>用登录名和密码进入</h2>
      <Field label="登录名" value={login} max={80} known="username" onInput={setLogin} />
      <Field label="密码" type="password" value={password} known="current-password" onInput={setPassword} />
      <button type="submit" class="btn main wide" disabled={entering.busy || login.trim() === "" || password === ""}>
        登录
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
      <h2>用登录码进入</h2>
      <Field
        label="一次性登录码"
        hint="由镇里或县里发给您，只能用一次"
        value={code}
        max={100}
        known="one-time-code"
        onInput={setCode}
      />
      <button type="submit" class="btn main wide" disabled={entering.busy || code.trim().length < 20}>
        进入
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
        <h1>童护 · 儿童主任</h1>
        <TextSizeSwitch />
      </header>
      {before !== undefined && <p class="note">登录过期了，请{before}重新进入。刚才填的内容都还在。</p>}
      <Fault said={entering.fault} />
      {people.length > 0 && <DemoPeople people={people} entering={entering} />}
      <ByPassword entering={entering} />
      <OneTimeCode entering={entering} />
    </main>
  );
}
