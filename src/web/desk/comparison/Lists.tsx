import { useCallback } from "react";
import type { Kind, ListShown } from "#capabilities/comparison/words.ts";
import { statusNames } from "#capabilities/comparison/zh.ts";
import { longDay, minuteText } from "../../ui/dayText.ts";
import { useFollowed } from "../app/follow.ts";
import { type Loaded, useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Show, Unread } from "../parts/states.tsx";
import { Counts } from "./Counts.tsx";
import { farText, ownerText, resultText } from "./listText.ts";
import { InDoubt } from "./ListAnswer.tsx";
import { OneList } from "./OneList.tsx";
import { Running } from "./Running.tsx";
import { SendList } from "./SendList.tsx";
import { Sources } from "./Sources.tsx";
import { useList } from "./useList.ts";
import "../styles/survey.css";
import "../styles/law.css";
import "../styles/form.css";
import "../styles/comparison.css";

const linkOf = (list: ListShown): string => linkTo(`lists/${list.id}`);

const count = (title: string, of: (list: ListShown) => number, late = false): Column<ListShown> => ({
  title,
  look: "num",
  cell: (list) => <span className={late && of(list) > 0 ? "late" : undefined}>{of(list)}</span>,
});

const columns: readonly Column<ListShown>[] = [
  {
    title: "名单",
    look: "main",
    cell: (list) => (
      <>
        <a href={linkOf(list)}>{list.title}</a>
        <small className="under">{list.fileName}</small>
      </>
    ),
  },
  { title: "部门", cell: (list) => ownerText(list.department) },
  { title: "名单日期", cell: (list) => longDay(list.day) },
  {
    title: "结果",
    cell: (list) => (
      <span className={list.status === "failed" || list.status === "held" ? "late" : undefined}>
        {list.status === "running" ? farText(list) : statusNames[list.status]}
      </span>
    ),
  },
  count("新发现", (list) => list.raised),
  count("仍待核实", (list) => list.standing),
  count("待确认", (list) => list.review, true),
  count("无法读取", (list) => list.refused, true),
  { title: "提交人", cell: (list) => list.actor },
  { title: "时间", look: "quiet", cell: (list) => minuteText(list.startedAt) },
];

const EVERY = 2000;

function Recent({ of }: { readonly of: Loaded<readonly ListShown[]> }) {
  const { data } = of;
  const running = data?.some((list) => list.status === "running") ?? false;
  useFollowed(of, running, EVERY);
  return (
    <Show of={of}>
      {(lists) =>
        lists.length === 0 ? (
          <Empty>还没有提交过名单。</Empty>
        ) : (
          <Grid label="名单" rows={lists} keyOf={(list) => list.id} linkOf={linkOf} columns={columns} />
        )
      }
    </Show>
  );
}

/** The list that was sent a moment ago. */
function Sent({
  list,
  stop,
  answered,
}: {
  readonly list: ListShown;
  readonly stop: () => void;
  readonly answered: () => void;
}) {
  return (
    <Card title={`${list.title}：${statusNames[list.status]}`} more={<a href={linkOf(list)}>打开这份名单</a>}>
      <div aria-live="polite">
        {list.status === "running" && <Running list={list} stop={stop} />}
        {list.status !== "running" && <Counts list={list} />}
        <p className={list.status === "failed" ? "refused" : undefined}>{resultText(list)}</p>
        {list.status === "held" && <InDoubt list={list} answered={answered} />}
      </div>
    </Card>
  );
}

function Overview() {
  const may = useMay();
  const kinds = useLoad<Kind[]>(may("comparison.upload") ? "/api/comparison/kinds" : undefined);
  const recent = useLoad<ListShown[]>("/api/comparison/lists");
  const { reload } = recent;
  const { sent, list, refusal, begin, stop, again } = useList(useCallback(() => reload(), [reload]));
  const busy = sent !== undefined || list?.status === "running";
  return (
    <Page title="部门名单比对" note="部门名单与儿童台账比对，不一致的交所属村（社区）核实，结果反馈部门">
      <Unread of={kinds} what="可以提供的名单" />
      {kinds.data?.length === 0 && <Empty>现行政策没有规定由本部门提供的名单。</Empty>}
      {kinds.data !== undefined && kinds.data.length > 0 && (
        <SendList kinds={kinds.data} sent={sent} busy={busy} refusal={refusal} begin={begin} stop={stop} />
      )}
      {list && <Sent list={list} stop={stop} answered={again} />}
      <Card title="最近的名单" flush>
        <Recent of={recent} />
      </Card>
      {may("comparison.source") && kinds.data !== undefined && <Sources kinds={kinds.data} done={reload} />}
    </Page>
  );
}

/** Lists of departments: sent, compared, and what became of them. */
export function Lists({ parts }: { readonly parts: readonly string[] }) {
  const [id] = parts;
  return id === undefined ? <Overview /> : <OneList key={id} id={id} />;
}
