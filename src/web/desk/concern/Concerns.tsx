import { Button, Segmented } from "antd";
import type { ConcernCounts, ConcernLine } from "#capabilities/concern/words.ts";
import { isId } from "#kernel/id.ts";
import { minuteText } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Unread } from "../parts/states.tsx";
import { ConcernFile } from "./ConcernFile.tsx";
import { Figures } from "./Figures.tsx";
import { ReportForm } from "./ReportForm.tsx";
import { sinceText } from "./since.ts";
import { useNow } from "./useNow.ts";
import "../styles/concern.css";
import "../styles/law.css";
import "../styles/form.css";

const linkOf = (line: ConcernLine): string => linkTo(`concerns/${line.id}`);

/** How far it has come, and since when it waits for the next step. */
function State({ line, now }: { readonly line: ConcernLine; readonly now: number }) {
  if (line.closedAt !== null) return <>已办结</>;
  if (line.receivedAt === null) return <b className="late">等待受理（{sinceText(line.reportedAt, now)}）</b>;
  if (line.handledAt === null) return <b className="late">已受理，还没有处置</b>;
  return line.toldAt === null ? <b className="late">已处置，还没有反馈</b> : <>已反馈，待办结</>;
}

const columns = (place: (code: string) => string, now: number): readonly Column<ConcernLine>[] => [
  { title: "报告时间", look: "main", cell: (line) => <a href={linkOf(line)}>{minuteText(line.reportedAt)}</a> },
  { title: "办理情况", cell: (line) => <State line={line} now={now} /> },
  { title: "报告来自", cell: (line) => place(line.area) },
  { title: "本人办理", cell: (line) => (line.onCase ? "是" : "否") },
];

const tabsOf = (counts: ConcernCounts | undefined) => [
  {
    value: "yes",
    label: counts ? `待受理 ${counts.unreceived}、办理中 ${counts.open - counts.unreceived}` : "待受理、办理中",
  },
  { value: "no", label: "已办结" },
];

/** 强制报告 of an area: those that nobody has received first; or one of them; or the form for another. */
export function Concerns({ parts }: { readonly parts: readonly string[] }) {
  const [id] = parts;
  if (id === "new") return <ReportForm />;
  return id !== undefined && isId(id) ? <ConcernFile key={id} id={id} /> : <List />;
}

function List() {
  const me = useMe();
  const now = useNow();
  const { query } = usePlace();
  const { area } = query;
  const open = query["open"] === "no" ? "no" : "yes";
  const concerns = usePages<ConcernLine>(address("/api/concern/reports", { open, area }));
  const lines = concerns.data?.lines ?? [];
  const pathOf = useAreaPaths(lines.map((line) => line.area));
  const place = (code: string): string => placeText(pathOf(code), area ?? me.area);
  const counts = useLoad<ConcernCounts>(address("/api/concern/counts", { area }));
  const actions = <Button href={linkTo("concerns/new")}>登记报告</Button>;
  return (
    <Page title="强制报告" note="内容只给受理、办理的人看；先受理，再处置，结果要告知报告人" actions={actions}>
      <div className="filters">
        <Segmented
          aria-label="状态"
          options={tabsOf(counts.data)}
          value={open}
          onChange={(next) => go(linkTo("concerns", { ...query, open: next }))}
        />
        <AreaTrail area={area} choose={(next) => go(linkTo("concerns", { ...query, area: next }))} />
      </div>
      <Unread of={counts} what="件数" />
      <Show of={concerns} lines={6}>
        {(page) =>
          page.lines.length === 0 ? (
            <Empty>{open === "yes" ? "没有等待受理、正在办理的报告。" : "还没有办结的报告。"}</Empty>
          ) : (
            <>
              <Grid
                label="强制报告"
                columns={columns(place, now)}
                rows={page.lines}
                keyOf={(line) => line.id}
                linkOf={linkOf}
              />
              <PagesFoot of={concerns} unit="件" total={open === "yes" ? counts.data?.open : undefined} />
            </>
          )
        }
      </Show>
      <Figures area={area} />
    </Page>
  );
}
