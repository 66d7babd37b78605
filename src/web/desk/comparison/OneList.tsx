import { Segmented } from "antd";
import { useState } from "react";
import type { Fate, Findings, ListShown, RowShown } from "#capabilities/comparison/words.ts";
import { fateNames, stageNames, statusNames } from "#capabilities/comparison/zh.ts";
import { longDay } from "../../ui/dayText.ts";
import { address, call } from "../app/api.ts";
import { useFollowed } from "../app/follow.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { Counts } from "./Counts.tsx";
import { InDoubt, TakeBack } from "./ListAnswer.tsx";
import { ListRow } from "./ListRow.tsx";
import { foundText, ownerText, resultText, unseenTexts } from "./listText.ts";
import { Running } from "./Running.tsx";

const EVERY = 1500;
const ended: readonly ListShown["status"][] = ["done", "failed", "cancelled"];
const tabs: readonly Fate[] = ["review", "anomaly", "unregistered", "refused", "faulty", "same", "different"];

/** Of what this list brought up: how many wait, and how many were answered how; it adds up to what was found. */
function Found({ of }: { readonly of: Findings }) {
  const shown = [...of.findings.filter(({ all }) => all > 0).map(foundText), ...unseenTexts(of.unseen)];
  return shown.length === 0 ? null : <p>{shown.join("；")}。</p>;
}

function Rows({ id, isLast, reload }: { readonly id: string; readonly isLast: boolean; readonly reload: () => void }) {
  const [fate, setFate] = useState<Fate | "all">("all");
  const rows = usePages<RowShown>(address(`/api/comparison/lists/${id}/rows`, { fate: fate === "all" ? undefined : fate }));
  const decided = (): void => {
    rows.reload();
    reload();
  };
  return (
    <Card title="需要再看的行" note="与台账一致的、台账上没有又不必登记的行不留存">
      <div className="filters">
        <Segmented
          aria-label="行的情况"
          value={fate}
          onChange={setFate}
          options={[{ value: "all", label: "全部" }, ...tabs.map((one) => ({ value: one, label: fateNames[one] }))]}
        />
      </div>
      <Show of={rows}>
        {({ lines }) =>
          lines.length === 0 ? (
            <Empty>没有这样的行。</Empty>
          ) : (
            <>
              <ul className="list-rows">
                {lines.map((row) => (
                  <ListRow key={`${row.n} ${row.decisions.length}`} list={id} row={row} isLast={isLast} decided={decided} />
                ))}
              </ul>
              <PagesFoot of={rows} unit="行" />
            </>
          )
        }
      </Show>
    </Card>
  );
} // prettier-ignore

/** One list: how far it is, what it came to, and the lines that somebody has to look at again. */
export function OneList({ id }: { readonly id: string }) {
  const may = useMay();
  const loaded = useLoad<Findings>(`/api/comparison/lists/${id}`);
  const { data, reload } = loaded;
  const running = data?.list.status === "running";
  useFollowed(loaded, running, EVERY);
  const stop = (): void => void call("POST", `/api/comparison/lists/${id}/cancel`).catch(() => undefined).then(reload);
  const title = data?.list.title ?? "部门名单";
  const note = data && `${ownerText(data.list.department)}，名单日期 ${longDay(data.list.day)}，${data.list.fileName}${data.list.fetchedFrom === null ? "" : `，从 ${data.list.fetchedFrom} 取得`}`;
  return (
    <Page title={title} note={note} actions={<a href={linkTo("lists")}>返回全部名单</a>}>
      <Show of={loaded}>
        {(found) => (
          <>
            <Card title={found.list.status === "running" ? stageNames[found.list.stage] : statusNames[found.list.status]}>
              {found.list.status === "running" && (
                <Running list={found.list} stop={may("comparison.upload") && found.list.stage !== "withdrawing" ? stop : undefined} />
              )}
              {found.list.status === "held" && may("comparison.upload") && <InDoubt list={found.list} answered={reload} />}
              <Counts list={found.list} />
              <p className={found.list.status === "failed" ? "refused" : undefined}>{resultText(found.list)}</p>
              <Found of={found} />
              {found.list.confirmedBy !== null && <p className="muted">{found.list.confirmedBy}确认过名单完整。</p>}
              {ended.includes(found.list.status) && (
                <div className="buttons">
                  {found.list.status === "done" && may("comparison.return") && found.list.erasedAt === null && (
                    <TakeAlong
                      label="下载核实结果"
                      path={`/api/comparison/lists/${id}/returned`}
                      usual="verification"
                      only={["verification", "referral"]}
                    />
                  )}
                  {may("anomaly.read") && <a href={linkTo("anomalies")}>打开异常数据核查</a>}
                  {found.list.raised > 0 && may("comparison.upload") && <TakeBack list={found.list} answered={reload} />}
                </div>
              )}
            </Card>
            {found.list.erasedAt !== null && (
              <Card title="需要再看的行">
                <Empty>保存期限已满，名单留存的行已删除；以上计数保留。</Empty>
              </Card>
            )}
            {!running && found.list.erasedAt === null && <Rows id={id} isLast={found.list.status === "done"} reload={reload} />}
          </>
        )}
      </Show>
    </Page>
  );
} // prettier-ignore
