import { Button } from "antd";
import type { DueLine, Summary } from "#capabilities/caselist/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { trailOf } from "../area/AreaTrail.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { LevelBadge, LevelShape } from "../parts/LevelBadge.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { levelOf, usePolicy, visitName } from "../policy/policy.ts";
import { rhythmText } from "../policy/rhythmText.ts";
import { DueDay, fileLink } from "./columns.tsx";

function Levels({ summary, area }: { readonly summary: Summary; readonly area: string | undefined }) {
  const pack = usePolicy();
  return (
    <ul className="levels">
      {summary.levels.map(({ level, word, shape, count }) => (
        <li key={level} className={`level-${level}`}>
          <a href={linkTo("ledger", { level, area })}>
            <span className="levels-word">
              <LevelShape shape={shape} />
              {word}
            </span>
            <span className="levels-count">
              <b>{count}</b>人
            </span>
            <small>{rhythmText(levelOf(pack, level))}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Numbers({ summary, area }: { readonly summary: Summary; readonly area: string | undefined }) {
  const may = useMay();
  const all = [
    { title: "已逾期", count: summary.overdue, link: linkTo("due", { when: "overdue", area }), late: true },
    { title: "今天到期", count: summary.today, link: linkTo("due", { when: "today", area }) },
    { title: "六天内到期", count: summary.week, link: linkTo("due", { when: "week", area }) },
    { title: "待确认分级", count: summary.proposed, link: linkTo("ledger", { proposed: "yes", area }) },
    ...(may("task.read") ? [{ title: "未办结任务", count: summary.openTasks, link: linkTo("tasks", { area }) }] : []),
  ];
  return (
    <ul className="numbers">
      {all.map(({ title, count, link, late }) => (
        <li key={title}>
          <a href={link} className={late && count > 0 ? "numbers-late" : undefined}>
            <b>{count}</b>
            <span>{title}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

const FIRST = 8;

function First({ area }: { readonly area: string | undefined }) {
  const { area: own, today } = useMe();
  const due = useLoad<DueLine[]>(address("/api/caselist/due", { area, when: "all", limit: FIRST }));
  const pathOf = useAreaPaths((due.data ?? []).map((line) => line.area));
  return (
    <Card
      title="先办这些"
      note="高风险在前，其次等得最久的"
      more={<a href={linkTo("due", { area })}>全部到期</a>}
      flush
    >
      <Show of={due} lines={FIRST}>
        {(lines) =>
          lines.length === 0 ? (
            <Empty>一个月内没有到期的走访和联系。</Empty>
          ) : (
            <ul className="todo">
              {lines.map((line) => (
                <li key={line.childId}>
                  <a href={fileLink(line)}>
                    <LevelBadge level={line.level} />
                    <span className="todo-who">
                      <b>{line.name}</b>
                      <small>{placeText(pathOf(line.area), area ?? own)}</small>
                    </span>
                    <span className="todo-what">
                      {visitName(line.wants)}
                      <small>{line.director ?? "未配备儿童主任"}</small>
                    </span>
                    <DueDay due={line.dueOn} today={today} />
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </Card>
  );
}

type Lower = Summary["areas"][number];
const count = (n: number, link: string, late = false) =>
  n === 0 ? (
    <span className="muted">0</span>
  ) : (
    <a className={late ? "late" : undefined} href={link}>
      {n}
    </a>
  );

const lowerColumns = (deep: boolean): Column<Lower>[] => [
  {
    title: "地区",
    look: "main",
    cell: (row) => <a href={linkTo(deep ? "ledger" : "", { area: row.area })}>{row.name}</a>,
  },
  { title: "在册儿童", look: "num", cell: (row) => count(row.children, linkTo("ledger", { area: row.area })) },
  {
    title: "高风险",
    look: "num",
    cell: (row) => count(row.red, linkTo("ledger", { area: row.area, level: "red" }), true),
  },
  {
    title: "已逾期",
    look: "num",
    cell: (row) => count(row.overdue, linkTo("due", { area: row.area, when: "overdue" }), true),
  },
];

function LowerAreas({ areas }: { readonly areas: readonly Lower[] }) {
  const deep = (areas[0]?.area.length ?? 0) === 12;
  return (
    <Card title={deep ? "各村（社区）" : "下级地区"} note={`${areas.length}个，按区划代码排列`} flush>
      <Grid label="下级地区" rows={areas} keyOf={(row) => row.area} columns={lowerColumns(deep)} />
    </Card>
  );
}

function Crumbs({ area }: { readonly area: string }) {
  const { area: own, areaPath } = useMe();
  const trail = trailOf(own, area);
  const pathOf = useAreaPaths(trail);
  return (
    <nav className="crumbs" aria-label="所在地区">
      {trail.map((code, i) => (
        <a
          key={code}
          href={linkTo("", i === 0 ? {} : { area: code })}
          aria-current={code === area ? "page" : undefined}
        >
          {i === 0 ? areaPath.at(-1) : pathOf(code).at(-1)}
        </a>
      ))}
    </nav>
  );
}

/** What this post has to look at today; each number opens the list behind it. */
export function Today() {
  const me = useMe();
  const may = useMay();
  const { area } = usePlace().query;
  const summary = useLoad<Summary>(address("/api/caselist/summary", { area }));
  const note = summary.data && (
    <>
      在册儿童 <a href={linkTo("ledger", { area })}>{summary.data.children}</a> 人，其中服务对象 {summary.data.served}{" "}
      人
    </>
  );
  const actions = (
    <>
      {may("survey.import") && <Button href={linkTo("survey")}>导入摸排表</Button>}
      {may("returns.read") && (
        <Button type="primary" href={linkTo("returns")}>
          统计报表
        </Button>
      )}
    </>
  );
  return (
    <Page title="今日" note={note} actions={actions}>
      {area !== undefined && area !== me.area && <Crumbs area={area} />}
      <Show of={summary} lines={6}>
        {(found) => (
          <>
            <Levels summary={found} area={area} />
            <Numbers summary={found} area={area} />
            <div className="two">
              <First area={area} />
              {found.areas.length > 0 && <LowerAreas areas={found.areas} />}
            </div>
          </>
        )}
      </Show>
    </Page>
  );
}
