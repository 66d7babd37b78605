import { Segmented, Select } from "antd";
import { useEffect } from "react";
import type { DueLine, Summary } from "#capabilities/caselist/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Unread } from "../parts/states.tsx";
import { unitName, visitName } from "../policy/policy.ts";
import { listShown } from "../registry/beside.ts";
import { type ActHere, useActHere } from "../registry/useActHere.tsx";
import { DueDay, fileLink } from "./columns.tsx";

const windows = [
  { value: "overdue", label: "已逾期" },
  { value: "today", label: "今天" },
  { value: "week", label: "六天内" },
  { value: "next", label: "以后" },
  { value: "all", label: "一个月内全部" },
];

/** How many a list holds in all; the summary does not count what falls due later. */
const totalOf = (summary: Summary | undefined, when: string): number | undefined =>
  when === "overdue" || when === "today" || when === "week" ? summary?.[when] : undefined;

const climbs = [
  { value: "supervisor", label: "已升级至儿童督导员" },
  { value: "county", label: "已升级至县级" },
];

const columns = (today: string, place: (code: string) => string, act: ActHere): Column<DueLine>[] => [
  { title: "等级", cell: (line) => <LevelBadge level={line.level} /> },
  { title: "姓名", look: "main", cell: (line) => <a href={fileLink(line)}>{line.name}</a> },
  { title: "村（社区）", cell: (line) => place(line.area) },
  { title: "应做", cell: (line) => visitName(line.wants) },
  { title: "应于", look: "quiet", cell: (line) => (line.dueOn === null ? "—" : shortDay(line.dueOn, today)) },
  { title: "时限", cell: (line) => <DueDay due={line.dueOn} today={today} /> },
  { title: "儿童主任", cell: (line) => line.director ?? <span className="late">未配备</span> },
  {
    title: "已升级至",
    cell: (line) => (line.climbedTo === null ? <span className="muted">—</span> : unitName(line.climbedTo)),
  },
  {
    title: "上次入户",
    look: "quiet",
    cell: (line) => (line.lastHome === null ? "还没有" : shortDay(line.lastHome, today)),
  },
  { title: "办理", look: "act", cell: (line) => act.buttons(line.childId, ["visit"]) },
];

/** Whom to visit or call until when, and to whom lateness has climbed. */
export function Due() {
  const me = useMe();
  const { query } = usePlace();
  const when = windows.some(({ value }) => value === query["when"]) ? (query["when"] ?? "all") : "all";
  const area = query["area"];
  const due = usePages<DueLine>(address("/api/caselist/due", { area, when, climbed: query["climbed"], limit: 100 }));
  const counts = useLoad<Summary>(address("/api/caselist/summary", { area }));
  const summary = counts.data;
  const may = useMay();
  const act = useActHere(() => {
    due.reload();
    counts.reload();
  });
  const counted = windows.map(({ value, label }) => ({
    value,
    label: `${label} ${totalOf(summary, value) ?? ""}`.trim(),
  }));
  const lines = due.data?.lines;
  useEffect(() => listShown((lines ?? []).map((line) => line.childId)), [lines]);
  const pathOf = useAreaPaths((lines ?? []).map((line) => line.area));
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    go(linkTo("due", { ...query, ...changes }));
  const all = columns(me.today, (code) => placeText(pathOf(code), area ?? me.area), act);
  const shown = may("visit.record") ? all : all.slice(0, -1);
  return (
    <Page title="走访到期" note="高风险在前；逾期未办的，按政策升级到儿童督导员和县级">
      <div className="filters">
        <Segmented aria-label="时限" options={counted} value={when} onChange={(next) => set({ when: next })} />
        <AreaTrail area={area} choose={(next) => set({ area: next })} />
        <Select
          className="filter filter-wide"
          aria-label="升级"
          placeholder="升级情况"
          allowClear
          options={climbs}
          value={query["climbed"] ?? null}
          onChange={(next: string | null | undefined) => set({ climbed: next ?? undefined })}
        />
      </div>
      <Unread of={counts} what="人数" />
      <Show of={due} lines={10}>
        {({ lines: found }) =>
          found.length === 0 ? (
            <Empty hint={<a href={linkTo("due", { area })}>看一个月内的全部</a>}>这段时间没有到期的走访和联系。</Empty>
          ) : (
            <>
              <Grid label="走访到期" columns={shown} rows={found} keyOf={(line) => line.childId} linkOf={fileLink} />
              <PagesFoot of={due} unit="人" total={query["climbed"] ? undefined : totalOf(summary, when)} />
            </>
          )
        }
      </Show>
      {act.drawer}
    </Page>
  );
}
