import { Checkbox, Button, Select } from "antd";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { type Loaded, useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Show, UnreadWord } from "../parts/states.tsx";
import { Behind } from "./Behind.tsx";
import { DuePage } from "./DuePage.tsx";
import { EarlierChoice } from "./Earlier.tsx";
import { Checks, PrintedTable } from "./PrintedTable.tsx";
import { ReturnsDue } from "./ReturnsDue.tsx";
import {
  type Asked,
  dataAddress,
  fileAddress,
  type RegisterTitle,
  registerAddress,
  type ReturnData,
  type ReturnTitle,
} from "./return.ts";
import "../styles/return.css";

function Choices({
  id,
  titles,
  asked,
}: {
  readonly id: string;
  readonly titles: readonly ReturnTitle[];
  readonly asked: Asked;
}) {
  const me = useMe();
  const set = (changes: Partial<Asked>, other = id): void => go(linkTo(`returns/${other}`, { ...asked, ...changes }));
  const dues = titles.find((one) => one.id === id)?.due.filter((day) => day <= me.today) ?? [];
  const day = asked.asOf ?? me.today;
  return (
    <div className="filters">
      {titles.length > 1 && (
        <Select
          className="filter-wide"
          aria-label="报表"
          value={id}
          options={titles.map((one) => ({ value: one.id, label: one.title }))}
          onChange={(other: string) => set({}, other)}
        />
      )}
      <AreaTrail area={asked.area} choose={(area) => set({ area })} />
      <span className="as-of">
        <span>数据时点</span>
        <DayInput
          label="数据时点"
          value={day}
          onChange={(next) => {
            if (next !== null && next !== day) set({ asOf: next === me.today ? undefined : next });
          }}
          offerToday
        />
      </span>
      {dues.map((due) => (
        <Button key={due} type="link" onClick={() => set({ asOf: due })}>
          {longDay(due)}报送
        </Button>
      ))}
      <EarlierChoice dues={dues} asOf={day} with={asked.with} choose={(earlier) => set({ with: earlier })} />
      <Checkbox
        checked={asked.frozen === "yes"}
        onChange={(event) => set({ frozen: event.target.checked ? "yes" : undefined })}
      >
        按当日所知（不含此后补登的）
      </Checkbox>
    </div>
  );
}

/** A day that has not come: what is known today is carried forward, and nobody takes the figures for final. */
function Estimate({ asOf }: { readonly asOf: string }) {
  const { today } = useMe();
  if (asOf <= today) return null;
  return (
    <p className="said said-open">
      <b>按现有信息推算。</b>
      {longDay(asOf)}
      还没有到：数字是假定今天的信息不再变化算出来的（到时满龄、满期的已计算在内），不能作为正式报送的数字。
    </p>
  );
}

/** Nobody had been registered by that day: noughts that were not counted must not be taken for figures. */
function Unrecorded({ data }: { readonly data: ReturnData }) {
  if (!data.unrecorded) return null;
  return (
    <p className="said said-open">
      <b>还没有登记。</b>到{longDay(data.asOf)}为止，系统中没有这里任何儿童的记录：表中的 0
      不是没有儿童，不能作为正式报送的数字。
    </p>
  );
}

function Table({ id, asked }: { readonly id: string; readonly asked: Asked }) {
  const table = useLoad<ReturnData>(dataAddress(id, asked));
  const earlier = useLoad<ReturnData>(
    asked.with === undefined ? undefined : dataAddress(id, { ...asked, asOf: asked.with }),
  );
  return (
    <Show of={table} lines={16}>
      {(data) => (
        <>
          <Estimate asOf={data.asOf} />
          <Unrecorded data={data} />
          {data.faults.length > 0 && <p className="refused">有儿童没有计入任何一行，请看下面的填报说明。</p>}
          <Checks data={data} />
          <Card>
            {asked.with !== undefined && (
              <div className="screen-only">
                <Against of={earlier} />
              </div>
            )}
            <PrintedTable data={data} asked={asked} earlier={asked.with === undefined ? undefined : earlier.data} />
          </Card>
        </>
      )}
    </Show>
  );
}

/** What the earlier figures are, and what they are not; the printed and downloaded table stays as the document has it. */
function Against({ of }: { readonly of: Loaded<ReturnData> }) {
  return (
    <Show of={of} lines={1}>
      {(earlier) => (
        <p className="muted">
          与{longDay(earlier.asOf)}的数字对照{earlier.unrecorded && "（那一天系统中还没有这里任何儿童的记录）"}
          ；对照的两列不在打印和下载的报表中。
        </p>
      )}
    </Show>
  );
}

/** Each leaves with its purpose; a register has a line for each child, so that its purpose is chosen anew each time. */
function Files({ id, asked }: { readonly id: string; readonly asked: Asked }) {
  const { area, asOf } = asked;
  const registers = useLoad<RegisterTitle[]>(address("/api/returns/annex", { area }));
  return (
    <>
      <UnreadWord of={registers} what="花名册" />
      {registers.data?.map((one) => (
        <TakeAlong key={one.id} label="下载花名册" path={registerAddress(one.id, { area, asOf })} />
      ))}
      <TakeAlong label="打印" path={fileAddress(id, "html", asked)} usual="reporting" />
      <TakeAlong label="下载 PDF" path={fileAddress(id, "pdf", asked)} usual="reporting" />
      <TakeAlong label="下载 Excel" path={fileAddress(id, "xlsx", asked)} usual="reporting" button={primary} />
    </>
  );
}

const primary = { type: "primary" } as const;

function Chosen({ id, titles }: { readonly id: string; readonly titles: readonly ReturnTitle[] }) {
  const { query } = usePlace();
  const { today } = useMe();
  const earlier = query["with"];
  const asked: Asked = {
    area: query["area"],
    asOf: query["asOf"],
    frozen: query["frozen"] === "yes" ? "yes" : undefined,
    with: earlier !== undefined && earlier < (query["asOf"] ?? today) ? earlier : undefined,
  };
  const found = titles.find((one) => one.id === id);
  return (
    <Page title="统计报表" note={found?.clause ?? ""} actions={<Files id={id} asked={asked} />}>
      <Choices id={id} titles={titles} asked={asked} />
      <Table id={id} asked={asked} />
      <ReturnsDue area={asked.area} />
    </Page>
  );
}

/** The statutory tables of the area, drawn from the record. */
export function Returns({ parts }: { readonly parts: readonly string[] }) {
  const { area } = usePlace().query;
  const [id, inside] = parts;
  const isTable = id !== "due" && inside !== "children";
  const titles = useLoad<ReturnTitle[]>(isTable ? address("/api/returns", { area }) : undefined);
  if (id === "due") return <DuePage />;
  if (id !== undefined && inside === "children") return <Behind id={id} />;
  if (titles.data === undefined)
    return (
      <Page title="统计报表">
        <Show of={titles}>{() => null}</Show>
      </Page>
    );
  return (
    <Show of={titles}>
      {(found) => {
        const chosen = id ?? found[0]?.id;
        if (chosen !== undefined) return <Chosen id={chosen} titles={found} />;
        return (
          <Page title="统计报表">
            <div className="filters">
              <AreaTrail area={area} choose={(lower) => go(linkTo("returns", { area: lower }))} />
            </div>
            <Empty hint="报表由各地政策规定，请选择下级地区。">本地区现行政策没有规定报表。</Empty>
          </Page>
        );
      }}
    </Show>
  );
}
