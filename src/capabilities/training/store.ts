import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { turned } from "#platform/journal/column.ts";
import type { Change, Projection, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Attendant, TrainingNow } from "./decide.ts";
import { kinds, type OwnRecord, type Session, SESSIONS_MOST } from "./words.ts";

export const trainingOf = ({ state }: Pick<Subject, "state">): TrainingNow => state["training"] ?? {};

const put = sql`
  insert into training_record (person_id, record_id, area, kind, course_id, title, day, taken_at, passed, examined, right_answers, questions, wrong)
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::timestamptz[], $9::boolean[], $10::boolean[], $11::int[], $12::int[], $13::jsonb[])
  on conflict (person_id, record_id) do nothing`;
const putSession = sql`
  insert into training_session (session_id, area, title, day, note, written_by, people, examined)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::int[], $8::int[])
  on conflict (session_id) do nothing`;
const withdraw = sql`
  update training_session s set withdrawn_on = n.day, withdrawn_why = n.why
  from unnest($1::uuid[], $2::date[], $3::text[]) as n (session_id, day, why) where s.session_id = n.session_id`;
const forget = sql`
  delete from training_record r using unnest($1::uuid[]) as n (session_id) where r.record_id = n.session_id and r.kind = 'session'`;

type Rows = unknown[][];

function rowsOf({ entries, after }: Change): Record<"records" | "sessions" | "withdrawn", Rows> {
  const rows = { records: [] as Rows, sessions: [] as Rows, withdrawn: [] as Rows };
  for (const { kind, area, body, occurredAt, actorId } of entries) {
    const said = body as Record<string, string>;
    const { name = "" } = (body["by"] ?? {}) as { name?: string };
    if (kind === kinds.taken) {
      const { passed, right, of, wrong } = body;
      const examined = passed === true && body["exam"] !== false; // entries of before exams were marked counted as such
      rows.records.push([actorId, after.id, area, "exam", said["courseId"], said["title"], said["day"], occurredAt, passed, examined, right, of, JSON.stringify(wrong)]);
    } else if (kind === kinds.held) {
      const people = body["people"] as readonly Attendant[];
      const examined = people.filter((one) => one.examined === true).length;
      rows.sessions.push([after.id, area, said["title"], said["day"], said["note"], name, people.length, examined]);
      rows.records.push(...people.map((one) => [one.id, after.id, one.area, "session", null, said["title"], said["day"], occurredAt, true, one.examined === true, null, null, "[]"]));
    } else if (kind === kinds.withdrawn) rows.withdrawn.push([after.id, said["day"], said["reason"]]);
  }
  return rows;
} // prettier-ignore

export const trainingProjection: Projection = {
  name: "training.record",
  tables: ["training_record", "training_session"],
  nobodys: ["training_record", "training_session"],
  of: "steps",
  project: async (db, changes) => {
    const rows = changes.filter(({ entries }) => entries.some(({ kind }) => kind.startsWith("training."))).map(rowsOf);
    const write = async (name: string, text: string, all: Rows): Promise<void> => {
      if (all.length > 0) await db.query({ name: `training.${name}`, text, values: turned(all) });
    };
    const withdrawn = rows.flatMap((one) => one.withdrawn);
    await write("put", put, rows.flatMap((one) => one.records));
    await write("put_session", putSession, rows.flatMap((one) => one.sessions));
    await write("withdraw", withdraw, withdrawn);
    await write("forget", forget, withdrawn.map(([id]) => [id]));
  },
}; // prettier-ignore

const records = sql`
  select record_id as id, kind, course_id as "courseId", title, day, passed, examined, right_answers as "right", questions as "of", wrong
  from training_record where person_id = $1 order by taken_at desc, record_id desc limit $2`;
/** Of one person, the newest first by when each was taken; with what was wrong and what is right. */
export const recordsOf = async (db: Queryable, personId: Id, most: number): Promise<OwnRecord[]> =>
  (await db.query<OwnRecord>({ name: "training.records", text: records, values: [personId, most] })).rows;

export interface WorkerRow {
  readonly personId: Id;
  readonly name: string;
  readonly post: string;
  readonly area: string;
  readonly fromDay: Day;
  /** Courses of the exams that were passed; null is one of a session. */
  readonly examined: readonly (string | null)[];
  readonly last: Day | null;
}

const workers = sql`
  select o.person_id as "personId", p.name, o.kind as post, o.area, o.from_day as "fromDay",
    array(select distinct r.course_id from training_record r where r.person_id = o.person_id and r.examined) as examined,
    (select max(r.day) from training_record r where r.person_id = o.person_id and r.passed) as last
  from account_post o join account_person p on p.id = o.person_id
  where o.kind in ('director', 'supervisor') and o.status = 'active' and o.deputy_for is null
    and o.from_day <= $3 and (o.to_day is null or o.to_day > $3) and o.area >= $1 and o.area < $2
    and ($4::uuid is null or o.person_id = $4)
  order by o.area, p.name, o.person_id`;

/** Each post that is trained, in and below a place on a day: whoever stands for two villages has two lines. */
export const workersIn = async (db: Queryable, { lo, hi }: Scope, day: Day, personId: Id | null = null): Promise<WorkerRow[]> =>
  (await db.query<WorkerRow>({ name: "training.workers", text: workers, values: [lo, hi, day, personId] })).rows; // prettier-ignore

const sessions = sql`
  select session_id as id, area, title, day, note, written_by as by, people, examined, withdrawn_on as "withdrawnOn", withdrawn_why as "withdrawnWhy"
  from training_session where area >= $1 and area < $2 order by day desc, session_id desc limit $3`;
/** Held by the offices in and below a place, the newest first. */
export const sessionsIn = async (db: Queryable, { lo, hi }: Scope): Promise<Session[]> =>
  (await db.query<Session>({ name: "training.sessions", text: sessions, values: [lo, hi, SESSIONS_MOST] })).rows;
