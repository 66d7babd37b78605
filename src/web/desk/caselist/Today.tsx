import { Button } from "antd";
import type { Summary } from "#capabilities/caselist/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { useAreaPaths } from "../area/names.ts";
import { trailOf } from "../area/AreaTrail.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { LevelShape } from "../parts/LevelBadge.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import { levelOf, usePolicy } from "../policy/policy.ts";
import { rhythmText } from "../policy/rhythmText.ts";
import { First } from "./First.tsx";

type LevelCount = Summary["levels"][number] & {
  /** Those of them whom the policy serves; the rest is only visited alike. */
  readonly served?: number;
};

/** 农村单亲家庭儿童 have a level and are visited, and are no 服务对象: the returns do not count them. */
function Served({ level: { count, served } }: { readonly level: LevelCount }) {
  return served === undefined || served === count ? null : <span className="muted">其中服务对象 {served}</span>;
}

function Levels({ summary, area }: { readonly summary: Summary; readonly area: string | undefined }) {
  const pack = usePolicy();
  return (
    <ul className="levels">
      {summary.levels.map((one) => (
        <li key={one.level} className={`level-${one.level}`}>
          <a href={linkTo("ledger", { level: one.level, area })}>
            <span className="levels-word">
              <LevelShape shape={one.shape} />
              {one.word}
            </span>
            <span className="levels-count">
              <b>{one.count}</b>人 <Served level={one} />
            </span>
            <small>{rhythmText(levelOf(pack, one.level))}</small>
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
      <Grid label="下级地区" rows={areas} keyOf={(row) => row.area} columns={lowerColumns(deep)} short />
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
  const graded = summary.data?.levels.reduce((sum, one) => sum + one.count, 0);
  const note = summary.data && (
    <>
      在册儿童 <a href={linkTo("ledger", { area })}>{summary.data.children}</a> 人；已定级、要走访的 {graded}{" "}
      人，其中服务对象 {summary.data.served} 人
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
