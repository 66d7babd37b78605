import { Segmented } from "antd";
import type { RecognitionLine, RecognitionToday } from "#capabilities/recognition/words.ts";
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
import { recognitionColumns } from "./recognitionColumns.tsx";

/** Which of them a page shows: one word in the address. */
const shows = {
  open: { label: "全部未办结", query: {} },
  township: { label: "待乡镇查验", query: { waits: "township" } },
  county: { label: "待县级确认", query: { waits: "county" } },
  late: { label: "已逾期", query: { late: "yes" } },
  ended: { label: "已结束", query: { open: "no" } },
} as const;
type Shown = keyof typeof shows;
const isShown = (text: string | undefined): text is Shown => text !== undefined && Object.hasOwn(shows, text);

function Lines({ lines, within }: { readonly lines: readonly RecognitionLine[]; readonly within: string }) {
  const columns = recognitionColumns(useSpeech(lines, within));
  return <Grid label="身份认定" rows={lines} keyOf={({ childId, no }) => `${childId} ${no}`} columns={columns} />;
}

/** Applications of the area, the oldest first; each is decided in its file. */
export function Recognitions() {
  const me = useMe();
  const { area, show } = usePlace().query;
  const shown: Shown = isShown(show) ? show : "open";
  const lines = usePages<RecognitionLine>(address("/api/recognition/list", { area, ...shows[shown].query }));
  const counts = useLoad<RecognitionToday>(address("/api/recognition/today", { area }));
  const today = counts.data;
  const totalOf = (one: Shown): number | undefined => (one === "ended" ? undefined : today?.[one]);
  const to = (next: Readonly<Record<string, string | undefined>>): void =>
    go(linkTo("recognitions", { area, show: shown === "open" ? undefined : shown, ...next }));
  return (
    <Page title="身份认定" note="事实无人抚养儿童的认定：乡镇（街道）查验、县级民政部门确认，最早申请的在前；在档案中办理，不公示">
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
      <Card title={shows[shown].label} flush>
        <Show of={lines} lines={6}>
          {({ lines: found }) =>
            found.length === 0 ? (
              <Empty>没有这样的认定申请。</Empty>
            ) : (
              <>
                <Lines lines={found} within={area ?? me.area} />
                <div className="list-foot">
                  <PagesFoot of={lines} unit="件" total={totalOf(shown)} />
                </div>
              </>
            )
          }
        </Show>
      </Card>
    </Page>
  );
} // prettier-ignore
