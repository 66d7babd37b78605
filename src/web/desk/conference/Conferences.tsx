import { Segmented } from "antd";
import type { ConferenceLine, ConferenceToday, DecisionLine } from "#capabilities/conference/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { useSpeech } from "../caselist/useSpeech.ts";
import { countedOptions } from "../parts/countedOptions.ts";
import { Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Unread } from "../parts/states.tsx";
import { conferenceColumns, decisionColumns } from "./conferenceColumns.tsx";
import { byMeeting } from "./meetings.ts";
import { OneConference } from "./OneConference.tsx";
import "../styles/form.css";
import "../styles/comparison.css";

/** Which of them a page shows: one word in the address. */
const shows = {
  open: { label: "全部未结束", query: {}, count: "open" },
  hold: { label: "待记纪要", query: { when: "hold" }, count: "hold" },
  silent: { label: "部门未回复", query: { when: "silent" }, count: "silent" },
  review: { label: "待评估", query: { when: "review" }, count: "review" },
  climbed: { label: "已报上一级", query: { when: "climbed" }, count: "overdue" },
  ended: { label: "已结束", query: { open: "no" }, count: undefined },
} as const;
type Shown = keyof typeof shows;
const isShown = (text: string | undefined): text is Shown => text !== undefined && Object.hasOwn(shows, text);

/** The board of decisions: what is not done yet, the oldest first. */
const boards = {
  all: { label: "全部", query: {}, count: "decisions" },
  unable: { label: "不能落实", query: { when: "unable" }, count: "unable" },
  reminded: { label: "临近期限", query: { when: "reminded" }, count: "reminded" },
  late: { label: "已逾期", query: { when: "late" }, count: "late" },
  climbed: { label: "已报上一级", query: { when: "climbed" }, count: "climbed" },
} as const;
type Boarded = keyof typeof boards;
const isBoarded = (text: string | undefined): text is Boarded => text !== undefined && Object.hasOwn(boards, text);

function Lines({ lines, within }: { readonly lines: readonly ConferenceLine[]; readonly within: string }) {
  const columns = conferenceColumns(useSpeech(lines, within));
  return <Grid label="个案会商" rows={byMeeting(lines)} keyOf={({ key }) => key} columns={columns} />;
}

function Decisions({ lines, within }: { readonly lines: readonly DecisionLine[]; readonly within: string }) {
  const columns = decisionColumns(useSpeech(lines, within));
  return <Grid label="没有落实的决定" rows={lines} keyOf={({ childId, no, nth }) => `${childId} ${no} ${nth}`} columns={columns} />;
} // prettier-ignore

function Listed({
  area,
  shown,
  within,
  total,
}: {
  readonly area: string | undefined;
  readonly shown: Shown;
  readonly within: string;
  readonly total: number | undefined;
}) {
  const lines = usePages<ConferenceLine>(address("/api/conference/list", { area, ...shows[shown].query }));
  return (
    <Card title={shows[shown].label} flush>
      <Show of={lines} lines={5}>
        {({ lines: found }) =>
          found.length === 0 ? (
            <Empty hint={shown === "open" ? "在儿童档案中选择“召集会商”。" : undefined}>没有这样的会商。</Empty>
          ) : (
            <>
              <Lines lines={found} within={within} />
              <div className="list-foot">
                <PagesFoot of={lines} unit="名" total={total} />
              </div>
            </>
          )
        }
      </Show>
    </Card>
  );
}

function Board({ area, shown, within, today, choose }: { readonly area: string | undefined; readonly shown: Boarded; readonly within: string; readonly today: ConferenceToday | undefined; readonly choose: (next: Boarded) => void }) {
  const lines = usePages<DecisionLine>(address("/api/conference/decisions", { area, ...boards[shown].query }));
  const totalOf = (one: Boarded): number | undefined => today?.[boards[one].count];
  const options = countedOptions(boards, totalOf);
  return (
    <Card title="没有落实的决定" more={<Segmented aria-label="决定" value={shown} options={options} onChange={choose} />} flush>
      <Show of={lines} lines={4}>
        {({ lines: found }) =>
          found.length === 0 ? (
            <Empty>没有这样的决定。</Empty>
          ) : (
            <>
              <Decisions lines={found} within={within} />
              <div className="list-foot">
                <PagesFoot of={lines} unit="项" total={totalOf(shown)} />
              </div>
            </>
          )
        }
      </Show>
    </Card>
  );
} // prettier-ignore

function Room() {
  const me = useMe();
  const { area, show, board } = usePlace().query;
  const shown: Shown = isShown(show) ? show : "open";
  const boarded: Boarded = isBoarded(board) ? board : "all";
  const within = area ?? me.area;
  const counts = useLoad<ConferenceToday>(address("/api/conference/today", { area }));
  const today = counts.data;
  const totalOf = (one: Shown): number | undefined => shows[one].count && today?.[shows[one].count];
  const kept = { area, show: shown === "open" ? undefined : shown, board: boarded === "all" ? undefined : boarded };
  const to = (next: Readonly<Record<string, string | undefined>>): void => go(linkTo("conferences", { ...kept, ...next }));
  return (
    <Page title="个案会商" note="需要几个部门共同商定的儿童，最早召集的在前；决定逐项跟到落实，再评估效果">
      <div className="filters">
        <AreaTrail area={area} choose={(next) => to({ area: next })} />
        <Segmented
          aria-label="状态"
          value={shown}
          options={countedOptions(shows, totalOf)}
          onChange={(next) => to({ show: next === "open" ? undefined : next })}
        />
      </div>
      <Unread of={counts} what="件数" />
      <Listed area={area} shown={shown} within={within} total={totalOf(shown)} />
      {shown !== "ended" && <Board area={area} shown={boarded} within={within} today={today} choose={(next) => to({ board: next === "all" ? undefined : next })} />}
    </Page>
  );
} // prettier-ignore

/** The room: all of the area, or one by its address. */
export function Conferences({ parts }: { readonly parts: readonly string[] }) {
  const [childId, no] = parts;
  return childId === undefined || no === undefined ? <Room /> : <OneConference key={`${childId} ${no}`} parts={parts} />;
} // prettier-ignore
