import type { ChangeShown } from "#capabilities/area/words.ts";
import { changeWords } from "#capabilities/area/zh.ts";
import { longDay } from "../../ui/dayText.ts";
import { usePages } from "../app/pages.ts";
import { linkTo } from "../app/route.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";

type Side = ChangeShown["new"];

/** A unit as it was called on that side of the change; a link, for it may lie anywhere. */
function Named({ side }: { readonly side: Side }) {
  return (
    <>
      <a href={linkTo("areas", { code: side.code })}>{side.name === "" ? side.code : side.name}</a>
      <small className="under">{side.code}</small>
    </>
  );
}

const columns: readonly Column<ChangeShown>[] = [
  { title: "日期", look: "main", cell: ({ on }) => longDay(on) },
  { title: "方式", cell: ({ how }) => changeWords[how] },
  { title: "原区划", cell: ({ old }) => (old ? <Named side={old} /> : <span className="muted">无</span>) },
  { title: "现区划", cell: ({ new: now }) => <Named side={now} /> },
];

const keyOf = (change: ChangeShown): string => `${change.on} ${change.old?.code ?? ""} ${change.new.code}`;

/** What has changed in an area and below it, the newest first. */
export function AreaChanges({ code }: { readonly code: string }) {
  const changes = usePages<ChangeShown>(`/api/area/units/${code}/changes`);
  return (
    <Card title="区划变更" note="本级和下级，最近的在前；由管理员按民政部门公布的变更载入" flush>
      <Show of={changes} lines={2}>
        {({ lines }) =>
          lines.length === 0 ? (
            <Empty>载入以来没有变更。</Empty>
          ) : (
            <>
              <Grid label="区划变更" rows={lines} keyOf={keyOf} columns={columns} />
              <div className="list-foot">
                <PagesFoot of={changes} unit="项" />
              </div>
            </>
          )
        }
      </Show>
    </Card>
  );
}
