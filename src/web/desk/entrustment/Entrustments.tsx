import { isId } from "#kernel/id.ts";
import { Segmented } from "antd";
import { type Show as Shown, shows } from "#capabilities/entrustment/words.ts";
import type { EntrustmentCounts, EntrustmentLine } from "#capabilities/entrustment/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { useLines } from "../caselist/useLines.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Unread } from "../parts/states.tsx";
import { entrustmentColumns } from "./columns.tsx";
import { Paper } from "./Paper.tsx";
import "../styles/form.css";

const isShown = (text: string | undefined): text is Shown => text !== undefined && Object.hasOwn(shows, text);

/** What is to be done about each list, in a sentence. */
const hints: Readonly<Record<Shown, string>> = {
  unable: "照护人缺乏照护能力或怠于照护：告知父母，另选照护人或督促照护人尽责",
  without: "应当逐一签订委托照护书，由儿童主任在手机上当面签订",
  waiting: "还有人没有签字",
  ending: "到期前另签一份",
  valid: "所有人都已签字，在委托期限内",
};

function Lines({ lines, within }: { readonly lines: readonly EntrustmentLine[]; readonly within: string }) {
  const { today } = useMe();
  const lineOf = useLines(lines.map(({ childId }) => childId));
  const pathOf = useAreaPaths(lines.map(({ area }) => area));
  const columns = entrustmentColumns({ today, place: (code) => placeText(pathOf(code), within), lineOf });
  return <Grid label="委托照护" rows={lines} keyOf={({ childId }) => childId} columns={columns} />;
}

function Listed() {
  const me = useMe();
  const { area, show } = usePlace().query;
  const shown: Shown = isShown(show) ? show : "without";
  const lines = usePages<EntrustmentLine>(address("/api/entrustment/list", { area, show: shown }));
  const counted = useLoad<EntrustmentCounts>(address("/api/entrustment/counts", { area }));
  const counts = counted.data;
  const to = (next: Readonly<Record<string, string | undefined>>): void =>
    go(linkTo("entrustment", { area, show: shown, ...next }));
  const options = Object.entries(shows).map(([value, label]) => ({
    value: value as Shown,
    label: counts ? `${label} ${counts[value as Shown]}` : label,
  }));
  const filePath = address("/api/entrustment/file", { area, show: shown });
  return (
    <Page
      title="委托照护"
      note="父母外出的农村留守儿童，每人一份委托照护书"
      actions={<TakeAlong label="下载清单" path={filePath} usual="visit" />}
    >
      <div className="filters">
        <AreaTrail area={area} choose={(next) => to({ area: next })} />
        <Segmented aria-label="查看范围" value={shown} options={options} onChange={(next) => to({ show: next })} />
      </div>
      <Unread of={counted} what="人数" />
      <Card title={shows[shown]} note={hints[shown]} flush>
        <Show of={lines} lines={6}>
          {({ lines: found }) =>
            found.length === 0 ? (
              <Empty>没有这样的儿童。</Empty>
            ) : (
              <>
                <Lines lines={found} within={area ?? me.area} />
                <div className="list-foot">
                  <PagesFoot of={lines} unit="人" />
                </div>
              </>
            )
          }
        </Show>
      </Card>
    </Page>
  );
}

/** 委托照护: who has none, who has still to sign, what ends soon, whose carer is unable; or one child's, as it is printed. */
export function Entrustments({ parts }: { readonly parts: readonly string[] }) {
  const [id = "", no = ""] = parts;
  return isId(id) ? <Paper key={id} childId={id} no={Number(no)} /> : <Listed />;
}
