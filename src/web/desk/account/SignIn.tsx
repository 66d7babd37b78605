import { Button, Input } from "antd";
import { useEffect, useMemo, useState } from "react";
import type { DemoPerson } from "#capabilities/account/words.ts";
import { call, type Refusal, refusalFrom } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { Refused } from "../parts/states.tsx";

const SHOWN = 12;

/** Posts from the highest down, each with its people. */
function byPost(people: readonly DemoPerson[], text: string): { postName: string; people: DemoPerson[] }[] {
  const wanted = text.trim();
  const groups = new Map<string, DemoPerson[]>();
  for (const person of people) {
    if (wanted !== "" && !`${person.name}${person.areaName}${person.postName}`.includes(wanted)) continue;
    groups.set(person.postName, [...(groups.get(person.postName) ?? []), person]);
  }
  return [...groups].map(([postName, found]) => ({ postName, people: found }));
}

function DemoPeople({
  people,
  choose,
  busy,
}: {
  readonly people: readonly DemoPerson[];
  readonly choose: (id: string) => void;
  readonly busy: boolean;
}) {
  const [text, setText] = useState("");
  const groups = useMemo(() => byPost(people, text), [people, text]);
  return (
    <section className="card entrance-demo">
      <div className="card-head">
        <h2>演示人员</h2>
        <span className="card-note">演示数据：人员均为虚构，点一下即可进入</span>
      </div>
      <div className="card-body">
        <Input
          type="search"
          value={text}
          placeholder="按姓名、岗位或地区查找，如 流沙东"
          aria-label="查找演示人员"
          onChange={(event) => setText(event.target.value)}
        />
        {groups.length === 0 && <p className="muted">没有找到这样的演示人员。</p>}
        {groups.map((group) => (
          <div key={group.postName} className="people">
            <h3>
              {group.postName}
              <small>{group.people.length}人</small>
            </h3>
            <ul>
              {group.people.slice(0, SHOWN).map((person) => (
                <li key={person.personId}>
                  <button type="button" disabled={busy} onClick={() => choose(person.personId)}>
                    <b>{person.name}</b>
                    <span>{person.areaName}</span>
                  </button>
                </li>
              ))}
            </ul>
            {group.people.length > SHOWN && (
              <p className="muted">还有{group.people.length - SHOWN}人，请用上面的查找框。</p>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

/** The ways in: a one-time code, or in a synthetic database any of its people. */
export function WaysIn({ entered }: { readonly entered: () => void | Promise<void> }) {
  const demo = useLoad<DemoPerson[]>("/api/account/demo-people");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const attempt = (path: string, body: unknown): void => {
    setBusy(true);
    setRefusal(undefined);
    call("POST", path, body).then(entered, (thrown: unknown) => {
      setRefusal(refusalFrom(thrown));
      setBusy(false);
    });
  };
  const short = code.trim().length < 20;
  return (
    <>
      <Refused refusal={refusal} />
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          if (!short) attempt("/api/account/sessions", { code: code.trim() });
        }}
      >
        <div className="card-head">
          <h2>凭一次性登录码进入</h2>
        </div>
        <div className="card-body entrance-code">
          <Input
            value={code}
            autoComplete="one-time-code"
            placeholder="粘贴管理员发给您的登录码"
            aria-label="一次性登录码"
            maxLength={100}
            onChange={(event) => setCode(event.target.value)}
          />
          <Button type="primary" htmlType="submit" loading={busy} disabled={short}>
            进入
          </Button>
        </div>
      </form>
      {demo.data && (
        <DemoPeople
          people={demo.data}
          busy={busy}
          choose={(personId) => attempt("/api/account/demo-sessions", { personId })}
        />
      )}
    </>
  );
}

/** The page before one is in. */
export function SignIn({ entered }: { readonly entered: () => void }) {
  useEffect(() => {
    document.title = "进入 · 童护";
  }, []);
  return (
    <main className="entrance">
      <header>
        <h1>童护</h1>
        <p>儿童关爱服务工作台</p>
      </header>
      <WaysIn entered={entered} />
    </main>
  );
}
