import { Segmented } from "antd";
import type { ConferenceLine, DecisionLine } from "#capabilities/conference/words.ts";
import { address } from "../app/api.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { useLines } from "../caselist/useLines.ts";
import { Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { conferenceColumns, decisionColumns } from "./conferenceColumns.tsx";
import { OneConference } from "./OneConference.tsx";
import "../styles/form.css";
import "../styles/comparison.css";

/** Which of them a page shows: one word in the address. */
const shows = {
  open: { label: "全部未结束", query: {} },
  hold: { label: "待记纪要", query: { when: "hold" } },
  review: { label: "待评估", query: { when: "review" } },
  climbed: { label: "已报上一级", query: { when: "climbed" } },
  ended: { label: "已结束", query: { open: "no" } },
} as const;
type Shown = keyof typeof shows;
const isShown = (text: string | undefined): text is Shown => text !== undefined && Object.hasOwn(shows, text);

/** The board of decisions: what is not done yet, the oldest first. */
const boards = {
  all: { label: "全部", query: {} },
  unable: { label: "不能落实", query: { when: "unable" } },
  late: { label: "已逾期", query: { when: "late" } },
  climbed: { label: "已报上一级", query: { when: "climbed" } },
} as const;
type Boarded = keyof typeof boards;
const isBoarded = (text: string | undefined): text is Boarded => text !== undefined && Object.hasOwn(boards, text);

function useSpeech(lines: readonly { readonly childId: string; readonly area: string }[], within: string) {
  const { today } = useMe();
  const lineOf = useLines(lines.map(({ childId }) => childId));
  const pathOf = useAreaPaths(lines.map(({ area }) => area));
  return {
    today,
    place: (code: string) => placeText(pathOf(code), within),
    nameOf: (childId: string) => lineOf(childId)?.name,
  };
}

function Lines({ lines, within }: { readonly lines: readonly ConferenceLine[]; readonly within: string }) {
  const columns = conferenceColumns(useSpeech(lines, within));
  return <Grid label="个案会商" rows={lines} keyOf={({ childId, no }) => `${childId} ${no}`} columns={columns} />;
}

function Decisions({ lines, within }: { readonly lines: readonly DecisionLine[]; readonly within: string }) {
  const columns = decisionColumns(useSpeech(lines, within));
  return <Grid label="没有落实的决定" rows={lines} keyOf={({ childId, no, nth }) => `${childId} ${no} ${nth}`} columns={columns} />;
} // prettier-ignore

function Listed({
  area,
  shown,
  within,
}: {
  readonly area: string | undefined;
  readonly shown: Shown;
  readonly within: string;
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
                <PagesFoot of={lines} unit="次" />
              </div>
            </>
          )
        }
      </Show>
    </Card>
  );
}

function Board({ area, shown, within, choose }: { readonly area: string | undefined; readonly shown: Boarded; readonly within: string; readonly choose: (next: Boarded) => void }) {
  const lines = usePages<DecisionLine>(address("/api/conference/decisions", { area, ...boards[shown].query }));
  const options = Object.entries(boards).map(([value, { label }]) => ({ value: value as Boarded, label }));
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
                <PagesFoot of={lines} unit="项" />
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
  const kept = { area, show: shown === "open" ? undefined : shown, board: boarded === "all" ? undefined : boarded };
  const to = (next: Readonly<Record<string, string | undefined>>): void => go(linkTo("conferences", { ...kept, ...next }));
  return (
    <Page title="个案会商" note="需要几个部门共同商定的儿童，最早召集的在前；决定逐项跟到落实，再评估效果">
      <div className="filters">
        <AreaTrail area={area} choose={(next) => to({ area: next })} />
        <Segmented
          aria-label="状态"
          value={shown}
          options={Object.entries(shows).map(([value, { label }]) => ({ value: value as Shown, label }))}
          onChange={(next) => to({ show: next === "open" ? undefined : next })}
        />
      </div>
      <Listed area={area} shown={shown} within={within} />
      {shown !== "ended" && <Board area={area} shown={boarded} within={within} choose={(next) => to({ board: next === "all" ? undefined : next })} />}
    </Page>
  );
} // prettier-ignore

/** The room: all of the area, or one by its address. */
export function Conferences({ parts }: { readonly parts: readonly string[] }) {
  const [childId, no] = parts;
  return childId === undefined || no === undefined ? <Room /> : <OneConference key={`${childId} ${no}`} parts={parts} />;
} // prettier-ignore
