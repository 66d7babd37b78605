import type { Awaited, DueAnswer, DueLine } from "#capabilities/returns/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { daysText, handedText, keyOf, lineLink, takenBackText, whenText } from "./dueLines.ts";
import { type Handing, useHanding } from "./useHanding.tsx";

/** What was handed in longer ago is in the journal alone. */
const SHOWN_DAYS = 731;

const Days = ({ days }: { readonly days: number }) => (
  <span className={days < 0 ? "late" : days <= 7 ? "soon" : undefined}>{daysText(days)}</span>
);

function State({ line, today }: { readonly line: DueLine; readonly today: string }) {
  return (
    <>
      {line.handed ? handedText(line, today) : <Days days={line.days} />}
      {line.takenBack && <small className="under">{takenBackText(line.takenBack, today)}</small>}
    </>
  );
}

const columnsOf = (area: string, today: string, handing: Handing): readonly Column<DueLine>[] => [
  {
    title: "事项",
    look: "main",
    cell: (line) => (
      <>
        {line.returns.length > 0 ? <a href={lineLink(line, area)}>{line.title}</a> : line.title}
        <small className="under">{line.clause}</small>
      </>
    ),
  },
  { title: "期限", cell: (line) => whenText(line) },
  { title: "情况", cell: (line) => <State line={line} today={today} /> },
  { title: "办理", look: "act", cell: handing.buttonOf },
];

function Own({
  lines,
  area,
  handing,
}: {
  readonly lines: readonly DueLine[];
  readonly area: string;
  readonly handing: Handing;
}) {
  const { today } = useMe();
  const shown = lines.filter(({ handed, days }) => handed === null || days > -SHOWN_DAYS);
  if (shown.length === 0) return <Empty>现行政策没有规定本单位报送的事项。</Empty>;
  return <Grid label="应报送的事项" columns={columnsOf(area, today, handing)} rows={shown} keyOf={keyOf} />;
}

const awaitedColumns: readonly Column<Awaited>[] = [
  {
    title: "事项",
    look: "main",
    cell: ({ title, clause }) => (
      <>
        {title}
        <small className="under">{clause}</small>
      </>
    ),
  },
  { title: "期限", cell: ({ due }) => longDay(due) },
  { title: "情况", cell: ({ days }) => <Days days={days} /> },
  { title: "已报", look: "num", cell: ({ offices, missing }) => `${offices - missing.length}/${offices}` },
  { title: "没有登记报送的单位", cell: ({ missing }) => <Offices of={missing} /> },
];

const SHOWN = 40;

/** Each opens its own list: there it is seen what it sent. */
function Offices({ of }: { readonly of: Awaited["missing"] }) {
  if (of.length === 0) return <span className="muted">没有</span>;
  return (
    <>
      {of.slice(0, SHOWN).map(({ area, name }, n) => (
        <span key={area}>
          {n > 0 && "、"}
          <a href={linkTo("returns/due", { area })}>{name}</a>
        </span>
      ))}
      {of.length > SHOWN && `等${of.length}个`}
    </>
  );
}

/** Every day by which an office reports, and what those below report to it. */
export function DuePage() {
  const me = useMe();
  const { area } = usePlace().query;
  const at = area ?? me.area;
  const due = useLoad<DueAnswer>(address("/api/returns/due", { area }));
  const handing = useHanding(at, due.reload);
  return (
    <Page title="报送事项" note={<a href={linkTo("returns", { area })}>统计报表</a>}>
      <div className="filters">
        <AreaTrail area={area} choose={(next) => go(linkTo("returns/due", { area: next }))} />
      </div>
      <Show of={due} lines={6}>
        {({ lines, awaited }) => (
          <>
            <Card title="应报送" note="逾期的在前；已报送的列近两年" flush>
              <Own lines={lines} area={at} handing={handing} />
            </Card>
            {awaited.length > 0 && (
              <Card title="下级报来" note="近一年和下一次的" flush>
                <Grid label="下级报来的事项" columns={awaitedColumns} rows={awaited} keyOf={(one) => `${keyOf(one)} ${one.title}`} />
              </Card>
            )}
          </>
        )}
      </Show>
      {handing.drawer}
    </Page>
  );
} // prettier-ignore
