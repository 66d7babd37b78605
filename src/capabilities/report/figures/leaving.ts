import type { Department } from "#kernel/actor.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { sql } from "#platform/db/sql.ts";
import { departmentNames } from "#capabilities/account/words.ts";
import { type ExportKind, kindNames, sendingPurpose } from "#capabilities/export/index.ts";
import { purposeNames } from "#capabilities/trace/index.ts";
import { type Draw, within } from "../span.ts";

const files = sql`
  select kind, purpose, count(*)::int as files, sum(children)::float8 as children, count(distinct person_id)::int as people,
    sum((select count(*) from export_fetch f where f.export_id = l.id))::float8 as fetches
  from export_ledger l where area >= $1 and area < $2 and made_at >= $3 and made_at < $4 group by kind, purpose order by kind, purpose`;

interface FileRow {
  readonly kind: ExportKind;
  readonly purpose: Purpose;
  readonly files: number;
  readonly children: number;
  readonly people: number;
  readonly fetches: number;
}

/** Files that were taken along, each with its number, purpose and digest in the ledger. */
export const ledgerSection: Draw = async (db, span) => {
  const { rows } = await db.query<FileRow & Record<string, unknown>>(files, within(span));
  return {
    id: "ledger",
    title: "导出台账",
    clause: "未成年人网络保护条例 36；个人信息保护法 51",
    columns: ["文件", "用途", "文件数", "涉及儿童人次", "导出人数", "下载次数"],
    rows: rows.map((row) => [kindNames[row.kind], purposeNames[row.purpose], row.files, row.children, row.people, row.fetches]), // prettier-ignore
  };
};

const sent = sql`
  select department, purpose, count(*)::int as sendings, sum(children)::float8 as children,
    (count(*) filter (where agreement_to < $5))::int as lapsed
  from export_sending where area >= $1 and area < $2 and at >= $3 and at < $4 group by department, purpose order by department, purpose`;

interface SentRow {
  readonly department: Department;
  readonly purpose: string;
  readonly sendings: number;
  readonly children: number;
  readonly lapsed: number;
}

/** What was given to which department, for what. */
export const sendingSection: Draw = async (db, span) => {
  const { rows } = await db.query<SentRow & Record<string, unknown>>(sent, [...within(span), span.to]);
  return {
    id: "sendings",
    title: "向部门提供",
    clause: "网络数据安全管理条例 12：处理情况记录至少保存三年",
    columns: ["部门", "用途", "次数", "涉及儿童人次", "约定已届满的"],
    rows: rows.map((row) => [departmentNames[row.department] ?? row.department, sendingPurpose(row.purpose)?.zh ?? row.purpose, row.sendings, row.children, row.lapsed]), // prettier-ignore
  };
};
