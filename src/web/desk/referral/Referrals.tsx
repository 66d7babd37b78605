import { App, Segmented } from "antd";
import type { ReferralCount, ReferralLine, ReferralToday } from "#capabilities/referral/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { useAreaPaths } from "../area/names.ts";
import { useSpeech } from "../caselist/useSpeech.ts";
import { countedOptions } from "../parts/countedOptions.ts";
import { Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Silent, Unread } from "../parts/states.tsx";
import { numberedKey, numberedOf, useOpened } from "../parts/useOpened.ts";
import { countColumns, referralColumns } from "./referralColumns.tsx";
import { ReferralDrawer } from "./ReferralDrawer.tsx";
import "../styles/form.css";
import "../styles/comparison.css";
import "../styles/law.css";
import "../styles/referral.css";

/** Which of them a page shows: one word in the address. */
const shows = {
  open: { label: "全部未办结", query: {}, count: "open" },
  department: { label: "等部门", query: { waits: "department" }, count: "answer" },
  check: { label: "待回访核实", query: { stage: "answered" }, count: "check" },
  returned: { label: "部门退回", query: { stage: "returned" }, count: "returned" },
  reminded: { label: "临近期限", query: { when: "reminded" }, count: "reminded" },
  late: { label: "已逾期", query: { when: "late" }, count: "late" },
  climbed: { label: "已报上一级", query: { when: "climbed" }, count: "climbed" },
  ended: { label: "已结束", query: { open: "no" }, count: undefined },
} as const;
type Shown = keyof typeof shows;
const isShown = (text: string | undefined): text is Shown => text !== undefined && Object.hasOwn(shows, text);

function Lines({ lines, within, open }: { readonly lines: readonly ReferralLine[]; readonly within: string; readonly open: (line: ReferralLine) => void }) {
  const columns = referralColumns({ ...useSpeech(lines, within), open });
  return <Grid label="部门转介" rows={lines} keyOf={({ childId, no }) => `${childId} ${no}`} columns={columns} />;
} // prettier-ignore

/** Where they wait and since when: in the order of the division, to be worked off and not to be compared. */
function Board({ rows }: { readonly rows: readonly ReferralCount[] }) {
  const { today } = useMe();
  const pathOf = useAreaPaths(rows.map(({ area }) => area));
  if (rows.length === 0) return null;
  return (
    <details className="card law-section">
      <summary>未办结的分布（{rows.length} 个地区，各自最早的一件）</summary>
      <Grid
        label="未办结的分布"
        rows={rows}
        keyOf={({ area }) => area}
        columns={countColumns(today, (code) => pathOf(code).at(-1))}
        short
      />
    </details>
  );
}

/** Referrals of the area, the oldest first, each opened and acted on in place. */
export function Referrals() {
  const me = useMe();
  const { message } = App.useApp();
  const { area, show } = usePlace().query;
  const shown: Shown = isShown(show) ? show : "open";
  const chosen = useOpened("at");
  const lines = usePages<ReferralLine>(address("/api/referral/list", { area, ...shows[shown].query }));
  const within = area ?? me.area;
  const counts = useLoad<ReferralCount[]>(within.length < 12 ? address("/api/referral/counts", { area }) : undefined);
  const today = useLoad<ReferralToday>(address("/api/referral/today", { area }));
  const totalOf = (one: Shown): number | undefined => shows[one].count && today.data?.[shows[one].count];
  const done = (said: string): void => {
    void message.success(said);
    chosen.shut();
    for (const list of [lines, counts, today]) list.reload();
  };
  const to = (next: Readonly<Record<string, string | undefined>>): void =>
    go(linkTo("referrals", { area, show: shown === "open" ? undefined : shown, ...next }));
  return (
    <Page title="部门转介" note="转介给部门办理的儿童，最早发出的在前；部门反馈后向儿童核实，才算办结">
      <div className="filters">
        <AreaTrail area={area} choose={(next) => to({ area: next })} />
        <Segmented
          aria-label="状态"
          value={shown}
          options={countedOptions(shows, totalOf)}
          onChange={(next) => to({ show: next === "open" ? undefined : next })}
        />
      </div>
      <Unread of={today} what="件数" />
      {within.length < 12 && shown !== "ended" && (
        <Silent of={counts} what="未办结的分布">{(rows) => <Board rows={rows} />}</Silent>
      )}
      <Card title={shows[shown].label} flush>
        <Show of={lines} lines={6}>
          {({ lines: found }) =>
            found.length === 0 ? (
              <Empty>没有这样的转介。</Empty>
            ) : (
              <>
                <Lines lines={found} within={within} open={(line) => chosen.open(numberedKey(line))} />
                <div className="list-foot">
                  <PagesFoot of={lines} unit="件" total={totalOf(shown)} />
                </div>
              </>
            )
          }
        </Show>
      </Card>
      <ReferralDrawer line={numberedOf(chosen.key)} close={chosen.shut} done={done} />
    </Page>
  );
} // prettier-ignore
