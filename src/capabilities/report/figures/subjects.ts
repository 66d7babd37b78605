import type { FactSpec } from "#engines/rules/catalogue.ts";
import { addMonths, type Day } from "#kernel/day.ts";
import { sql } from "#platform/db/sql.ts";
import type { Draw } from "../span.ts";

// Born after the day on which somebody turns fourteen today: under fourteen (个人信息保护法 28).
const children = sql`
  select open, served, birth_date > $4 as young, count(*)::int as count from caselist
  where area >= $1 and area < $2 and from_day <= $3 and to_day > $3 group by open, served, birth_date > $4`;

interface Row {
  readonly open: boolean;
  readonly served: boolean;
  readonly young: boolean;
  readonly count: number;
}

/** Of 29 February it is 28 February: a 29th of fourteen years before is in no calendar. */
export const bornFourteenYearsAgo = (day: Day): Day => addMonths(day, -14 * 12);

/** Whose data are processed, and how many of them are sensitive by age. */
export const subjectSection: Draw = async (db, { scope, to }) => {
  const values = [scope.lo, scope.hi, to, bornFourteenYearsAgo(to)];
  const { rows } = await db.query<Row & Record<string, unknown>>(children, values);
  const sum = (test: (row: Row) => boolean): number => rows.filter(test).reduce((n, row) => n + row.count, 0);
  const line = (title: string, test: (row: Row) => boolean): (string | number)[] => [
    title,
    sum((row) => test(row) && row.young),
    sum((row) => test(row) && !row.young),
    sum(test),
  ];
  return {
    id: "subjects",
    title: "个人信息主体",
    clause: "个人信息保护法 28：不满十四周岁未成年人的个人信息属于敏感个人信息",
    columns: ["档案", "不满十四周岁", "十四周岁以上", "合计"],
    rows: [
      line("在册并提供关爱服务", (row) => row.open && row.served),
      line("在册、未列服务对象", (row) => row.open && !row.served),
      line("已结案、未封存", (row) => !row.open),
    ],
  };
};

const classNames: Readonly<Record<FactSpec["cls"], string>> = {
  open: "公开",
  internal: "内部",
  sensitive: "敏感",
  sealed: "封存",
};
const sourceNames: Readonly<Record<string, string>> = {
  survey: "摸排表",
  visit: "走访",
  department: "部门",
  registration: "登记",
  panel: "评估小组",
};

/** The fields that a file may hold, by class, as the catalogue has them. */
export const fieldSection =
  (catalogue: readonly FactSpec[]): Draw =>
  async () => ({
    id: "fields",
    title: "信息项（按类别）",
    clause: "个人信息保护法 51(二)：个人信息分类管理；56(一)：处理目的、方式合法正当必要",
    columns: ["类别", "信息项", "编号", "来源", "用于政策判定"],
    rows: (["sealed", "sensitive", "internal", "open"] as const).flatMap((cls) =>
      catalogue
        .filter((spec) => spec.cls === cls)
        .map((spec) => [
          classNames[cls],
          spec.zh,
          spec.key,
          spec.from.map((from) => sourceNames[from] ?? from).join("、"),
          spec.policy ? "是" : "否",
        ]),
    ),
  });

export const fieldCountSection =
  (catalogue: readonly FactSpec[]): Draw =>
  async () => ({
    id: "field_counts",
    title: "信息项数（按类别）",
    clause: "个人信息保护法 51(二)",
    columns: ["类别", "项数"],
    rows: (["sealed", "sensitive", "internal", "open"] as const).map((cls) => [
      classNames[cls],
      catalogue.filter((spec) => spec.cls === cls).length,
    ]),
  });
