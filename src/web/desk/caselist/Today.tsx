import { Button } from "antd";
import { useState } from "react";
import type { Summary } from "#capabilities/caselist/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { useAreaPaths } from "../area/names.ts";
import { trailOf } from "../area/AreaTrail.tsx";
import { TodayAnomalies } from "../anomaly/TodayAnomalies.tsx";
import { TodayConcerns } from "../concern/TodayConcerns.tsx";
import { TodayConferences } from "../conference/TodayConferences.tsx";
import { TodayEntrustments } from "../entrustment/TodayEntrustments.tsx";
import { TodayNotices } from "../notice/TodayNotices.tsx";
import { TodayDeclarations } from "../declaration/TodayDeclarations.tsx";
import { LevelShape } from "../parts/LevelBadge.tsx";
import { Page } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import { useFocusKept } from "../parts/useFocusKept.ts";
import { levelOf, usePolicy } from "../policy/policy.ts";
import { TodayBulletins } from "../bulletin/TodayBulletins.tsx";
import { rhythmText } from "../policy/rhythmText.ts";
import { TodayTraining } from "../training/TodayTraining.tsx";
import { TodayRecognitions } from "../recognition/TodayRecognitions.tsx";
import { TodayLists } from "../comparison/TodayLists.tsx";
import { TodayReferrals } from "../referral/TodayReferrals.tsx";
import { useActHere } from "../registry/useActHere.tsx";
import { ReturnsDue } from "../returns/ReturnsDue.tsx";
import { DueTasks } from "../task/DueTasks.tsx";
import { First } from "./First.tsx";
import { LowerAreas } from "./LowerAreas.tsx";
import { Overdue } from "./Overdue.tsx";
import type { TodayCard } from "./TodoList.tsx";
import { Waiting } from "./Waiting.tsx";

type LevelCount = Summary["levels"][number] & {
  /** Those of them whom the policy serves; the rest is only visited alike. */
  readonly served?: number;
};

/** 农村单亲家庭儿童 have a level and are visited, and are no 服务对象: the returns do not count them. */
function Served({ level: { level, count, served }, area }: { readonly level: LevelCount; readonly area: string | undefined }) {
  if (served === undefined || served === count) return null;
  return (
    <a className="levels-served" href={linkTo("ledger", { level, served: "yes", area })}>
      其中服务对象 {served} 人
    </a>
  );
} // prettier-ignore

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
              <b>{one.count}</b>人
            </span>
            <small>{rhythmText(levelOf(pack, one.level))}</small>
          </a>
          <Served level={one} area={area} />
        </li>
      ))}
    </ul>
  );
}

interface Count {
  readonly title: string;
  readonly count: number;
  readonly link: string;
  /** Nobody may overlook it where there is any. */
  readonly grave?: boolean;
  readonly may?: string;
}

const countsOf = (summary: Summary, area: string | undefined): readonly Count[] => [
  { title: "高风险未介入", count: summary.awaiting, link: linkTo("ledger", { awaiting: "yes", area }), grave: true },
  { title: "走访已逾期", count: summary.overdue, link: linkTo("due", { when: "overdue", area }), grave: true },
  { title: "今天到期", count: summary.today, link: linkTo("due", { when: "today", area }) },
  { title: "六天内到期", count: summary.week, link: linkTo("due", { when: "week", area }) },
  { title: "待确认分级", count: summary.proposed, link: linkTo("ledger", { proposed: "yes", area }) },
  {
    title: "任务已逾期",
    count: summary.lateTasks,
    link: linkTo("tasks", { area, when: "late" }),
    grave: true,
    may: "task.read",
  },
  { title: "未办结任务", count: summary.openTasks, link: linkTo("tasks", { area }), may: "task.read" },
];

function Numbers({ summary, area }: { readonly summary: Summary; readonly area: string | undefined }) {
  const may = useMay();
  return (
    <ul className="numbers">
      {countsOf(summary, area)
        .filter((one) => one.may === undefined || may(one.may))
        .map(({ title, count, link, grave }) => (
          <li key={title}>
            <a href={link} className={grave && count > 0 ? "numbers-late" : undefined}>
              <b>{count}</b>
              <span>{title}</span>
            </a>
          </li>
        ))}
    </ul>
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

/** The lists themselves: what waits and may be done on the spot, then by whom and where. */
function Lists({ summary, ...card }: TodayCard & { readonly summary: Summary; readonly done: () => void }) {
  const may = useMay();
  const act = useActHere(card.done);
  const place = useFocusKept<HTMLDivElement>();
  return (
    <>
      <div className="two two-wide" ref={place}>
        <div>
          <Waiting filter="awaiting" count={summary.awaiting} act={act} {...card} />
          <First act={act} {...card} />
          <Waiting filter="proposed" count={summary.proposed} act={act} {...card} />
          {may("task.read") && <DueTasks count={summary.openTasks} {...card} />}
        </div>
        <div>
          {may("returns.read") && <ReturnsDue area={card.area} />}
          <TodayAnomalies area={card.area} />
          {card.area === undefined && <TodayLists />}
          <TodayReferrals {...card} />
          <TodayConferences {...card} />
          {card.area === undefined && <TodayBulletins turn={card.turn} />}
          <TodayEntrustments {...card} />
          <TodayTraining area={card.area} />
          <TodayRecognitions {...card} />
          <TodayDeclarations area={card.area} />
          <Overdue {...card} />
          {summary.areas.length > 0 && <LowerAreas areas={summary.areas} own={summary.area} />}
        </div>
      </div>
      {act.drawer}
    </>
  );
}

/** What this post has to look at today; each number opens the list behind it. */
export function Today() {
  const me = useMe();
  const may = useMay();
  const { area } = usePlace().query;
  const summary = useLoad<Summary>(address("/api/caselist/summary", { area }));
  const [turn, setTurn] = useState(0);
  const done = (): void => {
    setTurn(turn + 1);
    summary.reload();
  };
  const sum = (of: "count" | "served"): number =>
    (summary.data?.levels ?? []).reduce((all, one) => all + (one[of] ?? 0), 0);
  const note = summary.data && (
    <>
      在册儿童 <a href={linkTo("ledger", { area })}>{summary.data.children}</a> 人；已定级、要走访的{" "}
      <a href={linkTo("ledger", { graded: "yes", area })}>{sum("count")}</a> 人，其中服务对象{" "}
      <a href={linkTo("ledger", { graded: "yes", served: "yes", area })}>{sum("served")}</a> 人
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
      {may("concern.handle") && <TodayConcerns area={area} />}
      {may("notice.read") && <TodayNotices />}
      <Show of={summary} lines={6}>
        {(found) => (
          <>
            <Levels summary={found} area={area} />
            <Numbers summary={found} area={area} />
            <Lists summary={found} area={area} turn={turn} done={done} />
          </>
        )}
      </Show>
    </Page>
  );
}
