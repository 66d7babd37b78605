import type pg from "pg";
import type { Target } from "./targets.ts";

/** Everything of these places: what it is made of, and how it stands. As owner. */
export async function standingOf(owner: pg.Pool, places: readonly Target[]): Promise<string> {
  const ids = places.flatMap((t) => [
    t.child,
    t.person,
    t.heir,
    t.post,
    t.pending,
    t.device,
    t.imported,
    t.alert,
    t.departmentList,
    t.unregistered,
    t.concern,
    t.screen,
    t.notice,
    t.session,
    t.handed,
    t.grant,
    t.declaration,
    t.assignment,
    t.bulletin,
  ]);
  const { rows } = await owner.query<{ digest: string }>(
    `select md5(string_agg(x::text, '|' order by x::text)) as digest from (
       select e::text as x from entry e where subject_id = any ($1) union all
       select c::text from caselist c where child_id = any ($1) union all
       select k::text from task_item k where child_id = any ($1) union all
       select p::text from account_person p where id = any ($1) union all
       select p::text from account_post p where person_id = any ($1) union all
       select p::text from account_password p where person_id = any ($1) union all
       select s::text from account_session s where person_id = any ($1) union all
       select i::text from account_invitation i where person_id = any ($1) union all
       select d::text from account_device d where id = any ($1) union all
       select c::text from account_device_code c where post_id = any ($1) union all
       select e::text from account_event e where person_id = any ($1) union all
       select s::text from survey_import s where id = any ($1) union all
       select l::text from comparison_list l where id = any ($1) union all
       select r::text from comparison_row r where list_id = any ($1) union all
       select u::text from anomaly_unregistered u where id = any ($1) union all
       select c::text from concern_item c where child_id = any ($1) union all
       select g::text from sharing_grant g where id = any ($1) union all
       select a::text from task_assignment a where batch = any ($1) union all
       select c::text from task_assignment_child c where batch = any ($1) union all
       select b::text from bulletin_list b where id = any ($1) union all
       select b::text from bulletin_told b where child_id = any ($1) union all
       select i::text from anomaly_item i where child_id = any ($1) union all
       select r::text from referral_item r where child_id = any ($1) union all
       select s::text from display_screen s where id = any ($1) union all
       select r::text from training_record r where person_id = any ($1) union all
       select s::text from training_session s where session_id = any ($1) union all
       select h::text from returns_handed h where id = any ($1) union all
       select n::text from notice_item n where notice_id = any ($1) union all
       select r::text from notice_reading r where notice_id = any ($1) union all
       select c::text from notice_child c where child_id = any ($1) union all
       select r::text from recognition_item r where child_id = any ($1) union all
       select c::text from conference_item c where child_id = any ($1) union all
       select c::text from conference_invited c where child_id = any ($1) union all
       select c::text from conference_decision c where child_id = any ($1) union all
       select a::text from trace_answer a where alert_id = any ($1)) t (x)`,
    [ids],
  );
  return rows[0]?.digest ?? "";
}
