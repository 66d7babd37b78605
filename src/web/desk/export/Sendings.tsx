import type { SendingLine, SendingRule } from "#capabilities/export/words.ts";
import { departmentNames } from "#capabilities/account/words.ts";
import { isDepartment } from "#kernel/actor.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { sendingColumns } from "./exportColumns.tsx";

const named = (department: string): string => (isDepartment(department) ? departmentNames[department] : "其他部门");

/** What may be given to whom: read when somebody opens it. */
function Rules() {
  const rules = useLoad<SendingRule[]>("/api/export/rules");
  return (
    <Show of={rules} lines={6}>
      {(found) => (
        <dl className="rules">
          {found.map((rule) => (
            <div key={rule.purpose}>
              <dt>
                {rule.title}
                <small>
                  {rule.departments.map(named).join("、")}　{rule.clause}
                </small>
              </dt>
              <dd>{rule.fields.join("、")}</dd>
            </div>
          ))}
        </dl>
      )}
    </Show>
  );
}

/** The ledger of 网络数据安全管理条例 12: to whom, for what, which fields, under which agreement. */
export function Sendings() {
  const sendings = usePages<SendingLine>("/api/export/sendings");
  return (
    <>
      <Card title="向部门提供的信息" note="只含该用途允许的内容；依约定提供，记录保存三年以上" flush>
        <Show of={sendings} lines={3}>
          {({ lines }) =>
            lines.length === 0 ? (
              <Empty>还没有向部门提供过信息。</Empty>
            ) : (
              <>
                <Grid label="向部门提供的信息" columns={sendingColumns} rows={lines} keyOf={(line) => line.id} />
                <PagesFoot of={sendings} unit="次" />
              </>
            )
          }
        </Show>
      </Card>
      <Card title="各种用途可以提供的内容" note="超出的内容，系统拒绝提供">
        <Rules />
      </Card>
    </>
  );
}
