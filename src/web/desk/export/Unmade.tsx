import type { MakingLine, MakingsPage } from "#capabilities/export/words.ts";
import { makingNames } from "#capabilities/export/zh.ts";
import { useEffect, useRef } from "react";
import { minuteText } from "../../ui/dayText.ts";
import { call } from "../app/api.ts";
import { useFollowed } from "../app/follow.ts";
import { useLoad } from "../app/load.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { Running } from "../parts/Running.tsx";
import { Silent } from "../parts/states.tsx";
import { fileColumns } from "./exportColumns.tsx";
import { linesText } from "./makingText.ts";

const EVERY = 2000;
/** What came to nothing is looked up now and then: the last ones are enough. */
const PATH = "/api/export/makings?limit=20";

const isMoving = ({ state }: MakingLine): boolean => state === "running" || state === "stopping";

function State({ line, reload }: { readonly line: MakingLine; readonly reload: () => void }) {
  const { id, own, state, done, total, endedAt } = line;
  const stop = (): void =>
    void call("POST", `/api/export/makings/${id}/stop`)
      .catch(() => undefined)
      .then(reload);
  if (isMoving(line))
    return (
      <Running label={`正在生成 ${line.name}`} done={done} total={total ?? 0} stopping={state === "stopping"} stop={own ? stop : undefined}>
        {linesText(line) || makingNames.running}
      </Running>
    );
  return (
    <span className="stacked">
      {makingNames[state]}
      {endedAt && <small>{minuteText(endedAt)}</small>}
    </span>
  );
} // prettier-ignore

const columns = (reload: () => void): readonly Column<MakingLine>[] => [
  ...fileColumns<MakingLine>(
    () => "",
    ({ begunAt }) => begunAt,
  ),
  { title: "进度", cell: (line) => <State line={line} reload={reload} /> },
];

/** Files that are on their way, and those that were stopped or came to nothing; nothing where there is none. */
export function Unmade({ made }: { readonly made: () => void }) {
  const page = useLoad<MakingsPage>(PATH);
  const lines = page.data?.lines ?? [];
  const moving = lines.filter(isMoving).length;
  useFollowed(page, moving > 0, EVERY);
  const before = useRef(0);
  useEffect(() => {
    if (moving < before.current) made();
    before.current = moving;
  }, [moving, made]);
  return (
    <Silent of={page} what="正在生成和没有生成的文件">
      {() =>
        lines.length > 0 && (
          <Card title="正在生成和没有生成的" note="停止的不留下文件，只留下这一行" flush>
            <Grid label="正在生成和没有生成的" columns={columns(page.reload)} rows={lines} keyOf={({ id }) => id} />
          </Card>
        )
      }
    </Silent>
  );
}
