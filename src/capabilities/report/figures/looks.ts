import { type LookAnswer, lookAnswers, type LookKind, lookKinds } from "#kernel/look.ts";
import { type PostKind, postKinds } from "#kernel/actor.ts";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { postNames } from "#capabilities/account/words.ts";
import { answerNames, kindNames, purposeNames } from "#capabilities/trace/index.ts";
import { type Draw, type Span, within } from "../span.ts";

const clause = "未成年人网络保护条例 36：记录访问情况";

// Sealed or not yet: a look counts from the moment that it was written.
const looks = `(
  select at, person_id, post, kind, answer, purpose, children from trace_look where area >= $1 and area < $2 and at >= $3 and at < $4
  union all
  select at, person_id, post, kind, answer, purpose, children from trace_fresh where area >= $1 and area < $2 and at >= $3 and at < $4
) l`;

const byKind = sql`
  select kind, answer, count(*)::int as count, count(distinct person_id)::int as people, sum(cardinality(children))::float8 as children
  from ${looks} group by kind, answer`;
const byPost = sql`
  select post, count(*)::int as count, count(distinct person_id)::int as people, sum(cardinality(children))::float8 as children
  from ${looks} where answer = 'ok' group by post`;
const byPurpose = sql`
  select purpose, count(*)::int as count from ${looks} where answer = 'ok' and purpose is not null group by purpose`;
const taken = sql`
  select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as count, count(distinct person_id)::int as people,
    sum(cardinality(children))::float8 as children
  from ${looks} where kind = 'export' and answer = 'ok' group by 1 order by 1`;

interface Counted {
  readonly count: number;
  readonly people: number;
  readonly children: number;
}

const ask = async <R>(db: Queryable, text: string, span: Span): Promise<R[]> =>
  (await db.query<R & Record<string, unknown>>(text, within(span))).rows;

export const lookSection: Draw = async (db, span) => {
  const rows = await ask<Counted & { kind: LookKind; answer: LookAnswer }>(db, byKind, span);
  const order = (row: (typeof rows)[number]): number =>
    lookKinds.indexOf(row.kind) * 10 + lookAnswers.indexOf(row.answer);
  return {
    id: "looks",
    title: "查阅情况（按类型和结果）",
    clause,
    columns: ["类型", "结果", "留痕条数", "人数", "涉及儿童人次"],
    rows: rows
      .toSorted((a, b) => order(a) - order(b))
      .map((row) => [kindNames[row.kind], answerNames[row.answer], row.count, row.people, row.children]),
  };
};

export const postLookSection: Draw = async (db, span) => {
  const rows = await ask<Counted & { post: PostKind }>(db, byPost, span);
  return {
    id: "looks_by_post",
    title: "查阅情况（按岗位）",
    clause,
    columns: ["岗位", "留痕条数", "人数", "涉及儿童人次"],
    rows: rows
      .toSorted((a, b) => postKinds.indexOf(a.post) - postKinds.indexOf(b.post))
      .map((row) => [postNames[row.post] ?? row.post, row.count, row.people, row.children]),
  };
};

export const purposeSection: Draw = async (db, span) => {
  const rows = await ask<{ purpose: Purpose; count: number }>(db, byPurpose, span);
  const counts = new Map(rows.map((row) => [row.purpose, row.count]));
  return {
    id: "purposes",
    title: "处理目的",
    clause: "个人信息保护法 6、28：特定的目的和充分的必要性",
    columns: ["目的", "注明该目的的留痕条数"],
    rows: purposes.map((purpose) => [purposeNames[purpose], counts.get(purpose) ?? 0]),
  };
};

export const exportSection: Draw = async (db, span) => {
  const rows = await ask<Counted & { month: string }>(db, taken, span);
  return {
    id: "exports",
    title: "导出",
    clause: "未成年人网络保护条例 36；网络数据安全管理条例 12",
    columns: ["月份", "留痕条数（一次导出可有数条）", "人数", "涉及儿童人次"],
    rows: rows.map((row) => [row.month, row.count, row.people, row.children]),
  };
};
