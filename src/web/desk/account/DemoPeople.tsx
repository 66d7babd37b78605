import { Input } from "antd";
import { useMemo, useState } from "react";
import type { DemoPerson } from "#capabilities/account/words.ts";

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

/** Anybody of a made-up database, by one click. */
export function DemoPeople({
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
