import type { ImportRow } from "#capabilities/survey/words.ts";
import { minuteText } from "../../ui/dayText.ts";
import { call } from "../app/api.ts";
import { useFollowed } from "../app/follow.ts";
import type { Loaded } from "../app/load.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { returned, said, states } from "./importText.ts";
import { Running } from "./Running.tsx";

const EVERY = 2000;

/** The workbook with its bad cells marked, or why there is none. */
function Result({ row, reload }: { readonly row: ImportRow; readonly reload: () => void }) {
  const stop = (): void =>
    void call("POST", `/api/survey/imports/${row.id}/cancel`)
      .catch(() => undefined)
      .then(reload);
  if (row.status === "running") return <Running row={row} stop={stop} />;
  if (row.status !== "done")
    return (
      <span className="why">
        <b className={row.status === "failed" ? "late" : undefined}>{states[row.status]}</b>
        <small>{said(row)}</small>
      </span>
    );
  const isMarked = row.refused > 0;
  return (
    <TakeAlong
      label={isMarked ? `下载批注后的表，改 ${row.refused} 行` : "批注后的表"}
      path={returned(row)}
      usual="verification"
      button={{ size: "small", type: isMarked ? "primary" : "link" }}
    />
  );
}

const columns = (reload: () => void): readonly Column<ImportRow>[] => [
  { title: "文件", look: "main", cell: (row) => row.fileName },
  { title: "结果", cell: (row) => <Result row={row} reload={reload} /> },
  { title: "读取", look: "num", cell: (row) => row.read },
  { title: "新建", look: "num", cell: (row) => row.registered },
  { title: "更新", look: "num", cell: (row) => row.updated },
  { title: "未变", look: "num", cell: (row) => row.unchanged },
  {
    title: "有误",
    look: "num",
    cell: (row) => <span className={row.refused > 0 ? "late" : undefined}>{row.refused}</span>,
  },
  { title: "导入人", cell: (row) => row.actor },
  { title: "时间", look: "quiet", cell: (row) => minuteText(row.startedAt) },
];

/** The last uploads of the area; while one is being read, the list follows it, also for who has come back to the page. */
export function History({ of }: { readonly of: Loaded<readonly ImportRow[]> }) {
  const { data, reload } = of;
  const running = data?.some((row) => row.status === "running") ?? false;
  useFollowed(of, running, EVERY);
  return (
    <Show of={of}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty>还没有导入过。</Empty>
        ) : (
          <Grid label="导入记录" rows={rows} keyOf={(row) => row.id} columns={columns(reload)} />
        )
      }
    </Show>
  );
}
