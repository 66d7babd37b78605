import { createHash } from "node:crypto";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import type { AddAttachment } from "#capabilities/attachment/words.ts";
import { kinds as convening } from "#capabilities/conference/words.ts";
import { kinds as entrusting } from "#capabilities/entrustment/words.ts";
import { kinds as recognising } from "#capabilities/recognition/words.ts";
import { kinds as referring } from "#capabilities/referral/words.ts";
import { kinds as closing } from "#capabilities/registry/words.ts";
import { kinds as keeping } from "#capabilities/retention/words.ts";
import { kinds as asking } from "#capabilities/rights/words.ts";
import type { Cast } from "../cast.ts";

/* A file brought to where an operation has something to do: the walk then sees it done, and not refused for want of it. */

/** What must have happened to the file before it is asked about. */
export type Ready =
  | "joinable"
  | "shut"
  | "sealed"
  | "proposed"
  | "confirmed"
  | "asked"
  | "granted"
  | "deletionGranted"
  | "answered"
  | "returned"
  | "entrusted"
  | "waiting"
  | "doubted"
  | "applied"
  | "verified"
  | "convened"
  | "uploaded"
  | "pictured";

/** A picture of one pixel, as a phone might send it. */
export const picture = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==",
  "base64",
);
export const pictureId = "01907f00-0000-7000-8000-000000000001";
export const pictureAdded = (): AddAttachment => ({
  id: pictureId, kind: "photo", of: newId(), sha256: createHash("sha256").update(picture).digest("hex"), note: "",
}); // prettier-ignore

interface Draft {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

// Closed as a mistake: kept for three years and sealed for 90 days, which is over at the walk's moment (2024-07-01).
const shut: Draft = { kind: closing.closed, body: { day: "2020-01-02", reason: "entered_by_mistake" } };
const ended: Draft = { kind: "task.closed", body: { no: 1, title: "缺少户口", day: "2020-01-02", outcome: "已办结" } };
const act = { day: "2020-03-01", by: newId(), reason: "走查测试" };
const sealed: Draft = { kind: keeping.sealed, body: act };
const proposed: Draft = { kind: keeping.proposed, body: act };
const confirmed: Draft = {
  kind: keeping.confirmed,
  body: { ...act, proposedBy: newId(), kind: "mistaken", keep: "3 years", clause: "条款" },
};
const request = (claim: string): Draft => ({
  kind: asking.made,
  body: { claim, asker: "测试父", relation: "father", proof: "household_register", about: "全部", day: "2024-06-01", due: "2024-07-15", receivedBy: "经办" },
}); // prettier-ignore
const granted: Draft = {
  kind: asking.decided,
  body: { no: 1, decision: "granted", reason: "同意办理", clause: null, day: "2024-06-20", decidedBy: "经办" },
};

const party = { name: "测试父", phone: "010-00000001", place: "" };
/** An agreement whose father has signed, or signs later. */
const agreement = (how: "signed" | "later"): Draft => {
  const signer = { id: "father", title: "委托人", name: how === "signed" ? "测试父" : "", how, file: how === "signed" ? pictureId : null, day: null, note: "" };
  const said = { entrusters: [{ id: "father", ...party }], carer: { ...party, relation: "" }, emergency: null, questions: [], undertakings: [] };
  return {
    kind: entrusting.made,
    body: { day: "2024-06-20", by: "经办", form: "puning@1", from: "2024-06-20", until: "2025-06-19", ...said, wish: { heard: "agrees", words: "" }, schoolTold: true, signers: [signer] },
  };
}; // prettier-ignore

const applied: Draft = {
  kind: recognising.asked,
  body: { no: 1, kind: "de_facto", title: "事实无人抚养儿童", clause: "条款", terms: { verify: 15, confirm: 15, remind: 3, climb: 0 }, asker: "guardian", note: "", day: "2024-07-01", by: "经办", limit: null },
}; // prettier-ignore

const within = { due: "2024-07-03", remindOn: "2024-07-02", climbsOn: "2024-07-04", assumed: [] };
/** A conference that the education department was invited to, before its meeting. */
export const convened = (to: string, facts: Readonly<Record<string, string>> = {}): readonly Draft[] => [
  {
    kind: convening.called,
    body: {
      no: 1, day: "2024-07-01", who: "经办", reason: "走查测试", clause: "条款", to, sitting: newId(), meets: "2024-07-03", time: "09:30", place: "会议室", way: "onsite", instead: null,
      terms: { answer: 2, review: 20, remind: 1, climb: 1, clause: "条款", source: "local" }, limit: within,
    },
  },
  { kind: convening.invited, body: { no: 1, day: "2024-07-01", who: "经办", department: "education", title: "就学", number: null, facts, limit: within } },
  { kind: convening.invited, body: { no: 1, day: "2024-07-01", who: "经办", department: "health", title: "就医", number: null, facts, limit: within, isWatched: true } },
]; // prettier-ignore
/** Held, with a decision of the education department's. */
export const conferred = (to: string, facts: Readonly<Record<string, string>>): readonly Draft[] => [
  ...convened(to, facts),
  { kind: convening.held, body: { no: 1, day: "2024-07-01", who: "经办", heldOn: "2024-07-01", present: ["经办"], absent: [], minutes: "走查测试", reviewOn: "2024-08-01", limit: within } },
  { kind: convening.decided, body: { no: 1, day: "2024-07-01", who: "经办", nth: 1, what: "安排复学", department: "education", person: "", task: null, limit: within } },
]; // prettier-ignore

const drafts: Readonly<Record<Ready, readonly Draft[]>> = {
  shut: [ended, shut],
  sealed: [ended, shut, sealed],
  proposed: [ended, shut, sealed, proposed],
  confirmed: [ended, shut, sealed, proposed, confirmed],
  asked: [request("consult")],
  granted: [request("consult"), granted],
  deletionGranted: [request("delete"), granted, ended, shut, sealed],
  answered: [{ kind: referring.answered, body: { no: 1, day: "2024-07-01", who: "经办", result: "已返校" } }],
  returned: [{ kind: referring.returned, body: { no: 1, day: "2024-07-01", who: "经办", reason: "不属本部门" } }],
  entrusted: [agreement("signed")],
  waiting: [agreement("later")],
  doubted: [{ kind: entrusting.doubted, body: { day: "2024-06-20", by: "经办", why: "走查测试", byFacts: false } }],
  applied: [applied],
  verified: [
    applied,
    {
      kind: recognising.verified,
      body: { no: 1, day: "2024-07-01", who: "经办", eligible: true, says: "yes", reason: "材料齐全" },
    },
  ],
  convened: [],
  joinable: [],
  uploaded: [],
  pictured: [],
};

/** Brings a child's file there. */
export async function makeReady(people: Cast, actor: Actor, child: string, ready: Ready): Promise<void> {
  const { ground, journal, evidence } = people.tonghu;
  const { owner, pool } = people.database.db;
  const entries = ready === "convened" || ready === "joinable" ? convened(actor.area) : drafts[ready];
  if (entries.length > 0) await journal.decide({ actor, commandId: newId(), content: {} }, child, () => [...entries]);
  if (ready === "confirmed") {
    await owner.query(
      `insert into retention_deletion (child_id, area, kind, keep, clause, closed_on, sealed_on, proposed_by, proposed_on, confirmed_by, confirmed_at)
       values ($1::uuid, $2, 'mistaken', '3 years', '条款', '2020-01-02', '2020-03-01', $1, '2023-06-01', $3, '2023-06-02')`,
      [child, actor.area, newId()],
    );
  }
  const world = { ...ground, ...evidence, journal, pool };
  if (ready === "uploaded" || ready === "pictured") await attachment.takeWhole(world, actor, child, pictureId, picture);
  if (ready === "pictured") await attachment.add(world, actor, child, pictureAdded());
}
