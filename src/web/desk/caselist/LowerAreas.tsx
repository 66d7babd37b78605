import type { Summary } from "#capabilities/caselist/words.ts";
import { linkTo } from "../app/route.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";

type Lower = Summary["areas"][number];

const count = (n: number, link: string, late = false) =>
  n === 0 ? (
    <span className="muted">0</span>
  ) : (
    <a className={late ? "late" : undefined} href={link}>
      {n}
    </a>
  );

/** What lies in the area itself, and in none of its lower ones, stands under the area's own code. */
const directly = (row: Lower, own: string) => (row.area === own ? "yes" : undefined);

const lowerColumns = (deep: boolean, own: string): Column<Lower>[] => [
  {
    title: "地区",
    look: "main",
    cell: (row) =>
      row.area === own ? row.name : <a href={linkTo(deep ? "ledger" : "", { area: row.area })}>{row.name}</a>,
  },
  {
    title: "在册儿童",
    look: "num",
    cell: (row) => count(row.children, linkTo("ledger", { area: row.area, direct: directly(row, own) })),
  },
  {
    title: "高风险",
    look: "num",
    cell: (row) => count(row.red, linkTo("ledger", { area: row.area, direct: directly(row, own), level: "red" }), true),
  },
  {
    title: "已逾期",
    look: "num",
    cell: (row) =>
      count(
        row.overdue,
        row.area === own
          ? linkTo("ledger", { area: row.area, direct: "yes", when: "overdue" })
          : linkTo("due", { area: row.area, when: "overdue" }),
        true,
      ),
  },
];

export function LowerAreas({ areas, own }: { readonly areas: readonly Lower[]; readonly own: string }) {
  const deep = (areas[0]?.area.length ?? 0) === 12;
  return (
    <Card
      title={deep ? "各村（社区）" : "下级地区"}
      note={`${areas.filter(({ area }) => area !== own).length}个，按区划代码排列`}
      flush
    >
      <Grid label="下级地区" rows={areas} keyOf={(row) => row.area} columns={lowerColumns(deep, own)} short />
    </Card>
  );
}
