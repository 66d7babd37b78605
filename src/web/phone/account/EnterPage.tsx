/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { DemoPerson } from "#capabilities/account/words.ts";
import { Field } from "../parts/Field.tsx";
import { TextSizeSwitch } from "../parts/TextSizeSwitch.tsx";
import { ask, get } from "../server.ts";
import { matchingPeople } from "./matching.ts";

const SHOWN = 12;

interface Entering {
  readonly busy: boolean;
  readonly fault: string | undefined;
  readonly enter: (path: string, body: unknown) => void;
}

function useEntering(entered: () => void): Entering {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const enter = async (path: string, body: unknown): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    const answer = await ask("POST", path, body);
    setBusy(false);
    if (answer.kind === "ok") entered();
    else setFault(answer.sentence);
  };
  return { busy, fault, enter: (path, body) => void enter(path, body) };
}

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
              onClick={() => entering.enter("/api/account/demo-sessions", { personId: person.personId })}
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

function OneTimeCode({ entering }: { entering: Entering }) {
  const [code, setCode] = useState("");
  const open = (event: Event): void => {
    event.preventDefault();
    entering.enter("/api/account/sessions", { code: code.trim() });
  };
  return (
    <form class="card" onSubmit={open}>
      <h2>用登录码进入</h2>
      <Field label="一次性登录码" hint="由镇里或县里发给您，只能用一次" value={code} max={100} onInput={setCode} />
      <button type="submit" class="btn main wide" disabled={entering.busy || code.trim().length < 20}>
        进入
      </button>
    </form>
  );
}

/** 进入: a demo person where the database is a sample, a one-time code everywhere. `before`: whose session has ended. */
export function EnterPage({ entered, before }: { entered: () => void; before?: string | undefined }) {
  const [people, setPeople] = useState<readonly DemoPerson[]>([]);
  const entering = useEntering(entered);
  useEffect(() => {
    const read = async (): Promise<void> => {
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
      {entering.fault !== undefined && (
        <p class="note bad" role="alert">
          {entering.fault}
        </p>
      )}
      {people.length > 0 && <DemoPeople people={people} entering={entering} />}
      <OneTimeCode entering={entering} />
    </main>
  );
}
