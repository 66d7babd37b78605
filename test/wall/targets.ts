import { filledSurvey } from "#capabilities/survey/index.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { newId } from "#kernel/id.ts";
import * as anomaly from "#capabilities/anomaly/index.ts";
import { keptRow } from "#capabilities/comparison/kept.ts";
import { addKeys } from "#platform/journal/store.ts";
import { subtree } from "#kernel/scope.ts";
import { sendReferral } from "#capabilities/referral/decide.ts";
import { setPassword, takeLogin } from "#capabilities/account/credentials.ts";
import { addPeople } from "#capabilities/account/index.ts";
import { declareFromPublic } from "#capabilities/declaration/index.ts";
import * as concern from "#capabilities/concern/index.ts";
import * as grade from "#capabilities/grade/index.ts";
import * as notice from "#capabilities/notice/index.ts";
import * as training from "#capabilities/training/index.ts";
import * as registry from "#capabilities/registry/index.ts";
import { returnedFile } from "#capabilities/survey/uploads.ts";
import * as task from "#capabilities/task/index.ts";
import { type Cast, leftBehind } from "../cast.ts";
import { assignmentAt } from "./assignments.ts";
import { bulletinAt } from "./bulletins.ts";
import { grantAt } from "./grants.ts";
import { handedAt } from "./handed.ts";
import { conferred, makeReady, type Ready } from "./ready.ts";

/** Something of everything that an area has, in one village. */
export interface Target {
  /** The village. */
  readonly area: string;
  /** Another village of the same township: where its director may be given a second post. */
  readonly otherArea: string;
  readonly child: string;
  readonly childName: string;
  readonly seq: number;
  /** Another child, who may join a meeting about this one. */
  readonly beside?: { readonly child: string; readonly seq: number };
  readonly person: string;
  readonly personName: string;
  readonly heir: string;
  readonly post: string;
  readonly pending: string;
  readonly device: string;
  readonly imported: string;
  readonly alert: string;
  /** A list of the education department's, with a line of which a person decides. */
  readonly departmentList: string;
  readonly unregistered: string;
  /** A mandatory report about the child. */
  readonly concern: string;
  /** A wall's screen of the county. */
  readonly screen: string;
  /** A notice to the village's directors. */
  readonly notice: string;
  /** An assignment of the village's office. */
  readonly assignment: string;
  /** A session of training that the village's director was at. */
  readonly session: string;
  /** What the village's office said that it sent. */
  readonly handed: string;
  /** A request of the education department to be shared something. */
  readonly grant: string;
  /** What a parent declared who goes out to work; it waits. */
  readonly declaration: string;
  /** A list that was sent to the youth league of the county, and names the child. */
  readonly bulletin: string;
}

export interface Village {
  readonly area: string;
  readonly otherArea: string;
}

type Want =
  | "child"
  | "closed"
  | "person"
  | "import"
  | "alert"
  | "screen"
  | "session"
  | "handed"
  | "list"
  | "declaration"
  | Ready;

const actorAt = (area: string): Actor => ({
  personId: newId(), name: "经办", post: "supervisor", area, scope: subtree(area),
}); // prettier-ignore

const seqOf = async (owner: pg.Pool, child: string): Promise<number> =>
  (await owner.query<{ seq: number }>("select max(seq) as seq from entry where subject_id = $1", [child])).rows[0]?.seq ?? 0; // prettier-ignore

/** Sent to the education department. */
const referred = {
  route: "dropout", title: "疑似辍学", clause: "条款", department: "education", urgent: false, note: "请劝返", number: null,
  terms: { receive: 2, answer: 10, check: 5, remind: 1, climb: 2, clause: "条款" },
} as const; // prettier-ignore
const limit = { due: "2024-08-01", remindOn: "2024-07-30", climbsOn: "2024-08-03", assumed: [] };
const present = { today: "2024-07-01", name: "经办", limit: () => limit };

async function childAt(people: Cast, area: string, closed: boolean): Promise<{ child: string; childName: string; seq: number }> {
  const { tonghu, database } = people;
  const world = { ...tonghu.ground, journal: tonghu.journal };
  const actor = actorAt(area);
  const child = newId();
  const childName = `走查${child.slice(-8)}`;
  const facts = { ...leftBehind, name: childName, "guardian.name": `祖母${child.slice(-8)}` };
  await registry.register(world, actor, { id: newId(), childId: child, area, source: "registration", facts });
  const level = tonghu.policyFor(area, today(tonghu.ground.clock)).levels[0]?.id;
  await task.open(world, actor, child, { id: newId(), title: "缺少户口", solution: "", owner: "" });
  if (level !== undefined) await grade.propose({ ...world, policyFor: tonghu.gradingFor }, actor, child, { id: newId(), level, reason: "情形复杂" });
  const raised = { comparison: KIND, title: "名单", department: "education", finding: "differs", clause: "条款", list: newId(), listDay: "2024-06-01", row: 1, probability: 1, words: "", facts: { "risk.dropout": "suspected" }, day: "2024-07-01", due: "2024-08-01" } as const;
  const { drafts } = anomaly.compare({ count: 0, open: {}, answered: {} }, KIND, [raised], { day: "2024-07-01", list: raised.list });
  await world.journal.decide({ actor, commandId: newId(), content: {} }, child, () => drafts);
  await world.journal.decide({ actor, commandId: newId(), content: {} }, child, () => sendReferral({}, { ...referred, to: area, facts: { name: childName } }, undefined, present));
  await world.journal.decide({ actor, commandId: newId(), content: {} }, child, () => [...conferred(area, { name: childName })]);
  if (closed) await registry.close(world, actor, child, { id: newId(), reason: "moved_away" });
  return { child, childName, seq: await seqOf(database.db.owner, child) };
} // prettier-ignore

async function personAt(owner: pg.Pool, { area }: Village): Promise<{ person: string; personName: string; heir: string; post: string; pending: string; device: string }> {
  const personName = `人员${newId().slice(-8)}`;
  const posts = [{ name: personName, kind: "director", area }, { name: `接任${newId().slice(-8)}`, kind: "director", area }, { name: `新任${newId().slice(-8)}`, kind: "director", area }] as const;
  const [person = "", heir = "", newcomer = ""] = await addPeople(owner, posts, { demo: false, day: "2024-01-01" });
  await takeLogin(owner, person, `l${newId().slice(-12)}`);
  await setPassword(owner, person, "none", new Date("2024-06-01T00:00:00Z"), false);
  const { rows } = await owner.query<{ id: string }>("select id from account_post where person_id = $1", [person]);
  const post = rows[0]?.id ?? "";
  await owner.query("update account_post set to_day = '2024-06-01' where person_id = $1", [heir]);
  const [pending, device] = [newId(), newId()];
  await owner.query(
    `insert into account_post (id, person_id, kind, area, from_day, side, status, appointed_by, appointed_at, reason)
     values ($1, $2, 'social_worker', $3, '2024-07-01', 'office', 'pending', $4, '2024-06-30', '任命')`,
    [pending, newcomer, area, newId()],
  );
  await owner.query(
    `insert into account_device (id, person_id, post_id, digest, name, enrolled_by, enrolled_at) values ($1::uuid, $2, $3, $1::text, '手机', $2, '2024-06-01')`,
    [device, person, post],
  );
  return { person, personName, heir, post, pending, device };
} // prettier-ignore

async function importAt({ database, tonghu }: Cast, area: string, folder: string): Promise<string> {
  const id = newId();
  await database.db.owner.query(
    `insert into survey_import (id, area, actor_id, actor, file_name, sha256, status, rows_read, registered, updated, unchanged, refused, started_at)
     values ($1::uuid, $2, $1, '经办', $1::text || '.xlsx', '', 'done', 0, 0, 0, 0, 0, '2024-07-01')`,
    [id, area],
  );
  await saveWorkbook(returnedFile({ folder }, id), filledSurvey([]), tonghu.ground.vault.files);
  return id;
}

const KIND = "school_dropouts";

/** A list that was compared, with a line that may be about the child, and one that is about nobody who has a file. */
async function listAt({ database, tonghu }: Cast, area: string, child: string): Promise<{ departmentList: string; unregistered: string }> {
  const { owner } = database.db;
  const { vault } = tonghu.machine;
  const [id, other] = [newId(), newId()];
  const [key, otherKey] = [vault.newKey(id), vault.newKey(other)];
  await addKeys(owner, [{ id, area, key }, { id: other, area, key: otherKey }]);
  // of the kind the newest, whatever else is sent: it may be taken back
  await owner.query(
    `insert into comparison_list (id, area, department, kind, title, day, file_name, sha256, status, stage, actor_id, actor, post, started_at)
     values ($1::uuid, $2, 'education', $3, '名单', '2024-06-01', $1::text || '.csv', $1::text, 'done', 'ended', $1::uuid, '经办', 'department', '2030-01-01')`,
    [id, area, KIND],
  );
  const line = { n: 1, place: "第 2 行", who: ["甲"], facts: { name: "甲" }, village: "", area: null, faults: [], doubts: [] };
  const row = keptRow({ vault, key }, id, line, { fate: "review", childId: child, probability: 0.5 });
  await owner.query(
    `insert into comparison_row (list_id, n, area, department, fate, child_id, probability, sealed) values ($1, 1, $2, 'education', 'review', $3, 0.5, $4)`,
    [id, area, child, row.sealed],
  );
  const said = { title: "名单", clause: "条款", name: "甲", facts: { name: "甲" }, place: "" };
  await owner.query(
    `insert into anomaly_unregistered (county, digest, id, area, comparison, department, list_id, row_no, raised_by, raised_on, due, sealed)
     values ($1, $2::text, $2::uuid, $3, $4, 'education', $5, 2, $5, '2024-07-01', '2024-08-01', $6)`,
    [area.slice(0, 6), other, area, KIND, id, vault.seal(otherKey, ["anomaly.unregistered", other], JSON.stringify(said))],
  );
  return { departmentList: id, unregistered: other };
} // prettier-ignore

async function concernAt({ tonghu }: Cast, area: string, { child, childName }: Pick<Target, "child" | "childName">): Promise<string> {
  const id = newId();
  const world = { ...tonghu.ground, journal: tonghu.journal };
  await concern.report(world, { ...actorAt(area), post: "director" }, { id, childId: child, name: childName, situation: "violence", note: "" });
  return id;
} // prettier-ignore

async function noticeAt({ tonghu }: Cast, area: string): Promise<string> {
  const id = newId();
  const command = { id, title: "走查", words: "走查测试", posts: ["director" as const], areas: [area], childIds: [], readBy: today(tonghu.ground.clock) };
  await notice.send({ ...tonghu.ground, journal: tonghu.journal }, actorAt(area), command);
  return id;
} // prettier-ignore

/** What a parent says who goes out to work. */
export const declared = {
  who: "father",
  parent: { name: "走查父", phone: "13800138000" },
  child: { name: "走查童" },
  since: "2024-06-01",
  place: "广州市白云区",
  carer: { name: "走查祖母" },
} as const;

async function declarationAt({ tonghu }: Cast, area: string): Promise<string> {
  const id = newId();
  const world = { ...tonghu.ground, journal: tonghu.journal };
  await declareFromPublic(world, { id, secret: "0".repeat(16), area, who: "father", parent: { name: "走查父", phone: "13800138000", idNumber: "" }, child: { name: "走查童" }, since: "2024-06-01", place: "广州市", carer: { name: "走查祖母", relation: "", phone: "" } });
  return id;
} // prettier-ignore
async function sessionAt({ tonghu }: Cast, area: string, person: string): Promise<string> {
  const id = newId();
  const world = { ...tonghu.ground, journal: tonghu.journal, training: tonghu.training };
  const command = { id, title: "走查", day: today(tonghu.ground.clock), people: [person], examined: [], note: "" };
  await training.hold(world, actorAt(area), command);
  return id;
}

async function alertAt(owner: pg.Pool, area: string): Promise<string> {
  const id = newId();
  await owner.query(
    "insert into trace_alert values ($1::uuid, $1::text, 'many_files', $2, $3, null, '2024-07-01', '2024-07-01', '{}')",
    [id, area, newId()],
  );
  return id;
}

async function screenAt(owner: pg.Pool, area: string): Promise<string> {
  const id = newId();
  await owner.query(
    `insert into display_screen (id, digest, name, area, post_id, person_id, opened_at, until)
     values ($1::uuid, $1::text, '大厅', $2, $1::uuid, $1::uuid, '2024-07-01', '2030-01-01')`,
    [id, area.slice(0, 6)],
  );
  return id;
}

/** Makes targets in villages: whole ones, and fresh parts of them for operations that use them up. */
export function targetMaker(people: Cast, folder: string) {
  const { owner } = people.database.db;
  const whole = async (village: Village): Promise<Target> => {
    const child = await childAt(people, village.area, false);
    const person = await personAt(owner, village);
    return {
      ...village,
      ...child,
      ...(await listAt(people, village.area, child.child)),
      ...person,
      concern: await concernAt(people, village.area, child),
      notice: await noticeAt(people, village.area),
      bulletin: await bulletinAt(people, village.area, child.child),
      session: await sessionAt(people, village.area, person.person),
      handed: await handedAt(people, village.area),
      grant: await grantAt(people, village.area, "other"),
      declaration: await declarationAt(people, village.area),
      assignment: await assignmentAt(owner, { ...village, ...child }),
      imported: await importAt(people, village.area, folder),
      alert: await alertAt(owner, village.area),
      screen: await screenAt(owner, village.area),
    };
  };
  const fresh = async (target: Target, want: Want): Promise<Target> => {
    if (want === "child" || want === "closed") return { ...target, ...(await childAt(people, target.area, want === "closed")) };
    if (want === "person") return { ...target, ...(await personAt(owner, target)) };
    if (want === "import") return { ...target, imported: await importAt(people, target.area, folder) };
    if (want === "declaration") return { ...target, declaration: await declarationAt(people, target.area) };
    if (want === "alert") return { ...target, alert: await alertAt(owner, target.area) };
    if (want === "session") return { ...target, session: await sessionAt(people, target.area, target.person) };
    if (want === "handed") return { ...target, handed: await handedAt(people, target.area) };
    if (want === "screen") return { ...target, screen: await screenAt(owner, target.area) };
    const made = { ...target, ...(await childAt(people, target.area, false)) };
    if (want === "list") return { ...made, ...(await listAt(people, target.area, made.child)) };
    await makeReady(people, actorAt(target.area), made.child, want);
    const beside = want === "joinable" && (await childAt(people, target.area, false));
    return { ...made, seq: await seqOf(owner, made.child), ...(beside && { beside }) };
  }; // prettier-ignore
  return { whole, fresh };
}
