import { App, Segmented } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { isId } from "#kernel/id.ts";
import { type AnomalyCount, type AnomalyLine, findings, type UnregisteredLine } from "#capabilities/anomaly/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { useLines } from "../caselist/useLines.ts";
import { countedOptions } from "../parts/countedOptions.ts";
import { Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Silent } from "../parts/states.tsx";
import { type Numbered, numberedKey, numberedOf, useOpened } from "../parts/useOpened.ts";
import { anomalyColumns, countColumns, unregisteredColumns } from "./anomalyColumns.tsx";
import { useOrigins } from "../referral/useOrigins.tsx";
import { RegisterListed } from "./RegisterListed.tsx";
import { VerifyForm } from "./VerifyForm.tsx";
import { shows, waitingOf } from "./waiting.ts";
import "../styles/survey.css";
import "../styles/law.css";
import "../styles/form.css";
import "../styles/comparison.css";

interface Listing<Line> {
  readonly lines: readonly Line[];
  readonly within: string;
  readonly choose: (line: Line) => void;
}

function Known({ lines, within, choose, done }: Listing<AnomalyLine> & { readonly done: () => void }) {
  const { today } = useMe();
  const may = useMay();
  const lineOf = useLines(lines.map((line) => line.childId));
  const pathOf = useAreaPaths(lines.map((line) => line.area));
  const referring = useOrigins("anomaly", lines.map((line) => line.childId), done);
  const columns = anomalyColumns({
    today,
    referring,
    place: (code) => placeText(pathOf(code), within),
    nameOf: (childId) => lineOf(childId)?.name,
    choose: may("anomaly.verify") ? choose : undefined,
  });
  return (
    <>
      <Grid label="异常数据" rows={lines} keyOf={(line) => `${line.childId} ${line.no}`} columns={columns} />
      {referring.drawer}
    </>
  );
} // prettier-ignore

function Strangers({ lines, within, choose }: Listing<UnregisteredLine>) {
  const { today } = useMe();
  const may = useMay();
  const pathOf = useAreaPaths(lines.map((line) => line.area));
  const columns = unregisteredColumns({
    today,
    place: (code) => placeText(pathOf(code), within),
    choose: may("anomaly.verify") ? choose : undefined,
  });
  return <Grid label="疑似未登记" rows={lines} keyOf={(line) => line.id} columns={columns} />;
}

/** Where they wait, and for how long: to be worked off, in the order of the division and not of their number. */
function Waiting({ rows }: { readonly rows: readonly AnomalyCount[] }) {
  const { today, area: own } = useMe();
  const pathOf = useAreaPaths(rows.map(({ area }) => area));
  const columns = countColumns(own, today, (code) => pathOf(code).at(-1));
  if (rows.length === 0) return null;
  return (
    <Card title="待核实的分布" flush>
      <Grid label="待核实的分布" rows={rows} keyOf={({ area }) => area} columns={columns} />
    </Card>
  );
}

interface DrawnProps {
  readonly anomaly: Numbered | undefined;
  readonly listed: string | undefined;
  readonly known: readonly AnomalyLine[];
  readonly close: () => void;
  readonly done: (said: string) => void;
}

/** One of them, where the post verifies: who only reads is not led to a form by a link. */
function Drawn({ anomaly, listed, known, close, done }: DrawnProps) {
  const may = useMay();
  const line = known.find(({ childId, no }) => childId === anomaly?.childId && no === anomaly.no);
  const title = listed === undefined ? line && findings[line.finding] : findings.unregistered;
  return (
    <SideDrawer open={may("anomaly.verify") && (anomaly !== undefined || listed !== undefined)} onClose={close} title={title ?? "异常数据核查"} size={640} destroyOnHidden className="action-drawer">
      {anomaly && <VerifyForm key={numberedKey(anomaly)} line={anomaly} done={done} />}
      {listed !== undefined && <RegisterListed key={listed} line={{ id: listed }} done={done} />}
    </SideDrawer>
  );
} // prettier-ignore

type Shown = keyof typeof shows;
const isShown = (text: string): text is Shown => Object.hasOwn(shows, text);

/** What departments' lists say otherwise than the ledger, to be found out on the spot and answered here. */
export function Anomalies() {
  const me = useMe();
  const { message } = App.useApp();
  const { area, open: asked = "yes" } = usePlace().query;
  const open: Shown = isShown(asked) ? asked : "yes";
  const [at, listed] = [useOpened("at"), useOpened("listed")];
  const known = usePages<AnomalyLine>(address("/api/anomaly/open", { area, ...shows[open].query, limit: 50 }));
  const strangers = usePages<UnregisteredLine>(address("/api/anomaly/unregistered", { area, ...shows[open].query, limit: 50 }));
  const counts = useLoad<AnomalyCount[]>(address("/api/anomaly/counts", { area }));
  const waits = counts.data && waitingOf(counts.data);
  const within = area ?? me.area;
  const shut = at.key === undefined ? listed.shut : at.shut;
  const done = (said: string): void => {
    void message.success(said);
    shut();
    known.reload();
    strangers.reload();
    counts.reload();
  };
  const to = (next: Readonly<Record<string, string | undefined>>): void => go(linkTo("anomalies", { area, open: open === "yes" ? undefined : open, ...next }));
  return (
    <Page title="异常数据核查" note="部门名单与台账不一致的，到现场核实后在这里答复；答复会反馈给提供名单的部门">
      <div className="filters">
        <AreaTrail area={area} choose={(next) => to({ area: next })} />
        <Segmented
          aria-label="状态"
          value={open}
          options={countedOptions(shows, (one) => (one === "no" ? undefined : waits?.[one === "yes" ? "open" : one]))}
          onChange={(next) => to({ open: next === "yes" ? undefined : next })}
        />
      </div>
      <Silent of={counts} what="待核实的分布">{(rows) => within.length < 12 && open !== "no" && <Waiting rows={rows} />}</Silent>
      <Card title="在册儿童" flush>
        <Show of={known} lines={6}>
          {({ lines }) =>
            lines.length === 0 ? (
              <Empty>没有{shows[open].label}的异常数据。</Empty>
            ) : (
              <>
                <Known lines={lines} within={within} choose={(line) => at.open(numberedKey(line))} done={() => known.reload()} />
                <div className="list-foot">
                  <PagesFoot of={known} unit="条" />
                </div>
              </>
            )
          }
        </Show>
      </Card>
      <Card title="疑似未登记" note="名单上有、台账上没有的儿童" flush>
        <Show of={strangers} lines={3}>
          {({ lines }) =>
            lines.length === 0 ? (
              <Empty>没有{shows[open].label}的疑似未登记儿童。</Empty>
            ) : (
              <>
                <Strangers lines={lines} within={within} choose={({ id }) => listed.open(id)} />
                <div className="list-foot">
                  <PagesFoot of={strangers} unit="名" />
                </div>
              </>
            )
          }
        </Show>
      </Card>
      <Drawn anomaly={numberedOf(at.key)} listed={isId(listed.key) ? listed.key : undefined} known={known.data?.lines ?? []} close={shut} done={done} />
    </Page>
  );
} // prettier-ignore
