import { newId } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { EventLine } from "./words.ts";

/* The history of accounts and posts: rows that no role of the application can change or take away. */

export const eventKinds = [
  "account.person_added",
  "account.person_closed",
  "account.post_appointed",
  "account.post_approved",
  "account.post_refused",
  "account.post_ended",
  "account.post_handed_over",
  "account.invited",
  "account.password_changed",
  "account.password_given",
  "account.factor_enrolled",
  "account.factor_reset",
  "account.recovery_codes_drawn",
  "account.recovery_code_used",
  "account.device_code_made",
  "account.device_enrolled",
  "account.device_revoked",
  "account.device_kept",
  "account.subject_linked",
  "account.signed_in",
  "account.sign_in_refused",
  "account.sessions_ended",
] as const;
export type EventKind = (typeof eventKinds)[number];

export interface NewEvent {
  readonly kind: EventKind;
  readonly personId: string | null;
  readonly actorId: string | null;
  readonly area?: string | null;
  /** What was done, why, by which way; never a secret. */
  readonly body?: Readonly<Record<string, unknown>>;
}

const insertEvent = sql`
  insert into account_event (id, at, kind, person_id, actor_id, area, body) values ($1, $2, $3, $4, $5, $6, $7)`;
const listEvents = sql`
  select e.id, e.at, e.kind, e.person_id as "personId", p.name as "personName", a.name as "actorName", e.body
  from account_event e left join account_person p on p.id = e.person_id left join account_person a on a.id = e.actor_id
  where ($1::uuid is null or e.id < $1) and ($2::uuid is null or e.person_id = $2)
    and ((e.area >= $3 and e.area < $4) or ($5 and e.area is null))
  order by e.id desc limit 101`;

const isKept = sql`
  select exists (select from account_event
    where person_id = $1 and kind = 'account.device_kept' and body->>'deviceId' = $2) as "isKept"`;

/** Whether the server saw this person keep a village on that phone, which was enrolled for somebody else. */
export const keptOn = async (db: Queryable, personId: string, deviceId: string): Promise<boolean> =>
  (await db.query<{ isKept: boolean }>(isKept, [personId, deviceId])).rows[0]?.isKept ?? false;

export const record = async (db: Queryable, event: NewEvent, now: Date): Promise<void> => {
  await db.query(insertEvent, [
    newId(), now.toISOString(), event.kind, event.personId, event.actorId, event.area ?? null, JSON.stringify(event.body ?? {}),
  ]); // prettier-ignore
};

/** Newest first, a hundred and one to a page; what has no place belongs to the whole installation. */
export const eventsWithin = async (
  db: Queryable,
  where: { readonly lo: string; readonly hi: string; readonly placeless: boolean },
  query: { readonly before?: string | undefined; readonly personId?: string | undefined },
): Promise<EventLine[]> =>
  (await db.query<EventLine>(listEvents, [query.before ?? null, query.personId ?? null, where.lo, where.hi, where.placeless])).rows; // prettier-ignore
