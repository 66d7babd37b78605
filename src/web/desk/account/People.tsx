import { Button, Input } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useState } from "react";
import { isId } from "#kernel/id.ts";
import type { PersonLine } from "#capabilities/account/words.ts";
import { states } from "#capabilities/training/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { type Reading, usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Unread } from "../parts/states.tsx";
import { useOpened } from "../parts/useOpened.ts";
import { useUnexamined } from "../training/useUnexamined.ts";
import { isOver, spanOf, statusWord } from "./accountText.ts";
import { AddPersonForm } from "./AddPersonForm.tsx";
import { AreaPhones } from "./AreaPhones.tsx";
import { Pending } from "./Pending.tsx";
import { PersonPanel } from "./PersonPanel.tsx";
import "../styles/form.css";

const nobody: ReadonlySet<string> = new Set();
const named = { lines: "people", after: "after" };

function PostsOf({ person, unexamined }: { readonly person: PersonLine; readonly unexamined: boolean }) {
  const { today } = useMe();
  const shown = person.posts.filter((post) => !isOver(post, today));
  if (shown.length === 0) return <span className="muted">没有在任岗位</span>;
  return (
    <ul>
      {shown.map((post) => (
        <li key={post.postId}>
          {post.areaName} {post.postName}
          {statusWord(post, today) && <span className="mark">{statusWord(post, today)}</span>}
          {post.deputyFor && <span className="mark">代理{post.deputyForName}</span>}
          {post.toDay && <small className="under">{spanOf(post)}</small>}
        </li>
      ))}
      {unexamined && (
        <li>
          <a className="late" href={linkTo(`training/${person.personId}`)}>
            {states.exam}
          </a>
        </li>
      )}
    </ul>
  );
}

const columns = (open: (personId: string) => void, unexamined: ReadonlySet<string>): Column<PersonLine>[] => [
  { title: "姓名", look: "main", cell: (person) => person.name },
  { title: "登录名", look: "quiet", cell: (person) => person.login ?? "还没有" },
  { title: "岗位", cell: (person) => <PostsOf person={person} unexamined={unexamined.has(person.personId)} /> },
  {
    title: "办理",
    look: "act",
    cell: (person) =>
      person.closedOn === null ? (
        <Button size="small" aria-label={`办理：${person.name}`} onClick={() => open(person.personId)}>
          办理
        </Button>
      ) : (
        <span className="muted">已注销</span>
      ),
  },
];

/** Whom the address names, also where the list does not reach so far. */
function useOne(at: string | undefined, { data, reload }: Reading<PersonLine>) {
  const listed = data?.lines.find(({ personId }) => personId === at);
  const beyond = isId(at) && data && !listed ? address("/api/account/people", { id: at, closed: "1" }) : undefined;
  const alone = useLoad<{ people: PersonLine[] }>(beyond);
  const opened =
    listed ?? (beyond === undefined ? undefined : alone.data?.people.find(({ personId }) => personId === at));
  const changed = (): void => {
    reload();
    if (beyond !== undefined) alone.reload();
  };
  return { opened, changed, unread: beyond !== undefined && <Unread of={alone} what="这个人" /> };
}

/** Who works in one's area, and under which posts: adding, appointing, handing over, ending. */
export function People() {
  const may = useMay();
  const { query } = usePlace();
  const people = usePages<PersonLine>(
    address("/api/account/people", { q: query["q"], closed: query["closed"] }),
    named,
  );
  const [text, setText] = useState(query["q"] ?? "");
  const unexamined = useUnexamined();
  const [adding, setAdding] = useState(false);
  const { key: at, open, shut } = useOpened("at");
  const { opened, changed, unread } = useOne(at, people);
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    go(linkTo("people", { ...query, at: undefined, ...changes }));
  const add = may("account.manage_people") && (
    <Button type="primary" onClick={() => setAdding(true)}>
      添加人员
    </Button>
  );
  return (
    <Page title="人员与岗位" note="辖区内谁在什么岗位；任职、交接都留有历史" actions={add}>
      {may("account.approve") && <Pending changed={people.reload} />}
      <search>
        <form
          className="filters"
          onSubmit={(event) => {
            event.preventDefault();
            set({ q: text.trim() });
          }}
        >
          <Input
            className="filter-wide"
            type="search"
            value={text}
            maxLength={40}
            placeholder="按姓名或登录名查找"
            aria-label="查找人员"
            onChange={(event) => setText(event.target.value)}
          />
          <Button htmlType="submit">查找</Button>
          <span className="tick">
            <label>
              <input
                type="checkbox"
                checked={query["closed"] === "1"}
                onChange={(event) => set({ closed: event.target.checked ? "1" : undefined })}
              />
              包括已注销的
            </label>
          </span>
        </form>
      </search>
      {unread}
      <Unread of={unexamined} what="初任还没有考核合格的人" />
      <Show of={people} lines={8}>
        {({ lines }) =>
          lines.length === 0 ? (
            <Empty hint={query["q"] ? <a href={linkTo("people")}>看全部人员</a> : undefined}>没有找到人员。</Empty>
          ) : (
            <>
              <Grid
                label="人员与岗位"
                columns={columns(open, unexamined.data ?? nobody)}
                rows={lines}
                keyOf={(person) => person.personId}
              />
              <PagesFoot of={people} unit="人" />
            </>
          )
        }
      </Show>
      {may("account.enrol_device") && <AreaPhones />}
      <SideDrawer open={adding} onClose={() => setAdding(false)} title="添加人员" size={640} destroyOnHidden>
        <AddPersonForm added={people.reload} close={() => setAdding(false)} />
      </SideDrawer>
      <SideDrawer open={opened !== undefined} onClose={shut} title={opened?.name} size={640} destroyOnHidden>
        {opened && <PersonPanel key={opened.personId} person={opened} changed={changed} />}
      </SideDrawer>
    </Page>
  );
}
