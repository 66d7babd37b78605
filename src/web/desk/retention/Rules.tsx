import type { ShownRule, ShownRules } from "#capabilities/retention/words.ts";
import { useLoad } from "../app/load.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";

const columns: readonly Column<ShownRule>[] = [
  { title: "记录", look: "main", cell: (rule) => rule.title },
  { title: "保存期限", cell: (rule) => rule.keep },
  { title: "依据", cell: (rule) => <span className="law-clause">{rule.clause}</span> },
  { title: "法定下限", cell: (rule) => rule.floor },
  { title: "下限的依据", cell: (rule) => <span className="law-clause">{rule.floorClause}</span> },
];

/** The terms as they are set, each with its clause and the floor that no setting undercuts. */
export function Rules() {
  const rules = useLoad<ShownRules>("/api/retention/rules");
  return (
    <Card title="保存期限" note="期限由配置文件规定，不得低于法定下限" flush>
      <Show of={rules} lines={6}>
        {(shown) => (
          <>
            <Grid label="保存期限" columns={columns} rows={shown.rules} keyOf={(rule) => rule.id} />
            <p className="law-note law-inset">
              封存满 {shown.waiting} 之后才可以删除（{shown.waitingClause}）。
            </p>
          </>
        )}
      </Show>
    </Card>
  );
}
