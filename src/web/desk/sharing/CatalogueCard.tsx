import { Button } from "antd";
import type { CatalogueShown, ItemShown } from "#capabilities/sharing/words.ts";
import { shareNames, stewardNames } from "#capabilities/sharing/zh.ts";
import type { Loaded } from "../app/load.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { FieldList } from "./FieldList.tsx";

const columns = (ask: ((item: ItemShown) => void) | undefined): Column<ItemShown>[] => [
  {
    title: "数据项",
    look: "main",
    cell: ({ title, basis }) => (
      <span className="stacked">
        <b>{title}</b>
        <small>{basis}</small>
      </span>
    ),
  },
  { title: "用途", cell: ({ purposes }) => <span className="stacked">{purposes.map(({ title }) => title).join("；")}</span> },
  { title: "字段和分级", cell: ({ fields }) => <FieldList fields={fields} /> },
  {
    title: "共享类型",
    cell: ({ share, steward, months }) => (
      <span className="stacked">
        {shareNames[share as keyof typeof shareNames] ?? share}
        <small>{stewardNames[steward as keyof typeof stewardNames] ?? steward}管理</small>
        <small>常用 {months.usual} 个月，最长 {months.most} 个月</small>
      </span>
    ),
  },
  ask
    ? { title: "申请", cell: (item) => <Button size="small" type="primary" onClick={() => ask(item)} aria-label={`申请${item.title}`}>申请</Button> }
    : { title: "向谁共享", cell: ({ departmentNames }) => <span className="stacked">{departmentNames.join("、")}</span> },
]; // prettier-ignore

/** Which requests are granted at once, and which ask a person. */
function Rules({ rules }: Pick<CatalogueShown, "rules">) {
  return (
    <dl className="rules">
      {rules.map((rule) => (
        <div key={rule.id}>
          <dt>
            {rule.title}
            <small>{rule.clause}</small>
          </dt>
          <dd>
            {rule.grants ? "全部满足即当场授权：" : "其余申请由该数据项的管理者审批，并说明理由"}
            {rule.when.join("、")}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The whole of what is shared (一本账), or for a department what it may ask for. */
export function CatalogueCard({
  catalogue,
  ask,
}: {
  readonly catalogue: Loaded<CatalogueShown>;
  readonly ask: ((item: ItemShown) => void) | undefined;
}) {
  return (
    <Show of={catalogue} lines={6}>
      {({ edition, items, rules }) => (
        <>
          <Card title="数据共享目录" note={`${edition}；封存的信息项不在其内`} flush>
            {items.length === 0 ? (
              <Empty>目录中没有向本部门共享的数据项。</Empty>
            ) : (
              <Grid label="数据共享目录" columns={columns(ask)} rows={items} keyOf={({ id }) => id} />
            )}
          </Card>
          <Card title="审批规则" note="自上而下，取第一条全部满足的">
            <Rules rules={rules} />
          </Card>
        </>
      )}
    </Show>
  );
}
