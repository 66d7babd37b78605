import { Checkbox } from "antd";
import type { ExportLine } from "#capabilities/export/words.ts";
import { address } from "../app/api.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { exportColumns } from "./exportColumns.tsx";
import { OriginFinder } from "./OriginFinder.tsx";
import { Sendings } from "./Sendings.tsx";
import { Unmade } from "./Unmade.tsx";
import "../styles/export.css";

function Files() {
  const may = useMay();
  const own = usePlace().query["own"] === "yes" ? "yes" : undefined;
  const exports = usePages<ExportLine>(address("/api/export/exports", { own }));
  const only = (
    <Checkbox
      checked={own === "yes"}
      onChange={(event) => go(linkTo("exports", { own: event.target.checked ? "yes" : undefined }))}
    >
      只看本人的
    </Checkbox>
  );
  return (
    <>
      <Card title="带出的文件" note="每一个都有用途、编号和内容摘要，只增不改" more={may("export.fetch") && only} flush>
        <Show of={exports} lines={6}>
          {({ lines }) =>
            lines.length === 0 ? (
              <Empty hint="在统计报表、导入摸排表页面导出的文件，会记在这里。">还没有导出过文件。</Empty>
            ) : (
              <>
                <Grid
                  label="带出的文件"
                  columns={exportColumns(exports.reload)}
                  rows={lines}
                  keyOf={(line) => line.id}
                />
                <PagesFoot of={exports} unit="个文件" />
              </>
            )
          }
        </Show>
      </Card>
      <Unmade made={exports.reload} />
    </>
  );
}

/** What left the house from one's area: files that were taken along, and what was given to departments. */
export function Exports() {
  const may = useMay();
  return (
    <Page title="导出记录" note="谁在何时为何带走了什么，保存三年以上">
      {may("export.trace") && <OriginFinder />}
      <Files />
      <Sendings />
    </Page>
  );
}
