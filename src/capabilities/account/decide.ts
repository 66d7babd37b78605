import type { Actor, Department, PostKind } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { within } from "#kernel/scope.ts";
import type { Appointment } from "./words.ts";

export { isLogin, loginKey } from "./login.ts";
export { weaknessOf } from "./strength.ts";

/*
 * Who may appoint whom where, which posts one person may hold together, and what a post demands of its holder. Pure:
 * the day and the posts are passed in.
 */

/** The side of the house that a post stands on: one person stands on one side (GB/T 22239-2019 8.1.4.2, 三员分立). */
export type Side = "office" | "system" | "security" | "audit";

const sides: Partial<Readonly<Record<PostKind, Side>>> = {
  system_admin: "system",
  security_admin: "security",
  audit_admin: "audit",
  auditor: "audit",
};
export const sideOf = (kind: PostKind): Side => sides[kind] ?? "office";

/** Posts whose holders show a second factor at every sign-in; every export asks for it, whoever exports. */
const factorKinds: ReadonlySet<PostKind> = new Set([
  "county", "city", "province", "department", "auditor", "system_admin", "security_admin", "audit_admin",
]); // prettier-ignore
export const needsFactor = (kind: PostKind): boolean => factorKinds.has(kind);

/** Digits of the area codes on which a post may stand; "0" is the nation. */
const levels: Readonly<Record<PostKind, readonly number[]>> = {
  director: [12],
  supervisor: [9],
  social_worker: [6, 9, 12],
  county: [6],
  city: [4],
  province: [2],
  department: [2, 4, 6],
  institution: [2, 4, 6, 9],
  hotline: [2, 4, 6],
  organisation: [2, 4, 6, 9],
  auditor: [1, 2, 4, 6],
  system_admin: [1, 2, 4, 6],
  security_admin: [1, 2, 4, 6],
  audit_admin: [1, 2, 4, 6],
  system: [],
};

const countys = ["director", "supervisor", "social_worker", "institution", "hotline", "organisation", "department"] as const; // prettier-ignore
const administrators = ["auditor", "system_admin", "security_admin", "audit_admin"] as const;
const appointable: Partial<Readonly<Record<PostKind, readonly PostKind[]>>> = {
  supervisor: ["director"],
  county: countys,
  city: [...countys, "county"],
  province: [...countys, "county", "city"],
  system_admin: [...countys, "county", "city", "province", ...administrators],
};

export const mayAppoint = (actor: Actor, kind: PostKind, area: string): boolean =>
  within(actor.scope, area) && (appointable[actor.post]?.includes(kind) ?? false);

/**
 * A second person approves whatever opens children's data beyond a township, and whatever a system administrator
 * appoints: making accounts and giving access are two hands (未成年人网络保护条例 36条: 经过相关负责人或者其授权的管理人员审批).
 */
export const needsApproval = (kind: PostKind, appointer: PostKind): boolean =>
  needsFactor(kind) || appointer === "system_admin";

/** A post as it is kept. */
export interface HeldPost {
  readonly postId: string;
  readonly personId: string;
  readonly kind: PostKind;
  readonly area: string;
  readonly department: Department | null;
  readonly fromDay: Day;
  readonly toDay: Day | null;
  readonly status: "active" | "pending" | "refused";
  readonly deputyFor: string | null;
  readonly appointedBy: string | null;
}

/** In force on a day: from_day counts, to_day does not. */
export const inForce = (post: HeldPost, day: Day): boolean =>
  post.status === "active" && post.fromDay <= day && (post.toDay === null || post.toDay > day);

/** Not yet over, approved or waiting for it. */
export const isOpen = (post: HeldPost, day: Day): boolean =>
  post.status !== "refused" && (post.toDay === null || post.toDay > day);

const overlap = (a: { fromDay: Day; toDay: Day | null }, b: { fromDay: Day; toDay: Day | null }): boolean =>
  a.fromDay < (b.toDay ?? "9999") && b.fromDay < (a.toDay ?? "9999");

/** What is wrong with the words of an appointment, whoever makes it. */
function checkShape(wanted: Appointment, fromDay: Day): void {
  if (!levels[wanted.kind].includes(wanted.area.length))
    throw new Problem("account.post_level", { area: wanted.area }, 422);
  if ((wanted.kind === "department") !== (wanted.department !== undefined))
    throw new Problem("account.post_department", {}, 422);
  if (wanted.toDay !== undefined && wanted.toDay <= fromDay) throw new Problem("account.post_days", {}, 422);
  if (wanted.deputyFor !== undefined && wanted.toDay === undefined)
    throw new Problem("account.deputy_needs_end", {}, 422);
}

/** A deputy stands in for a post of the same kind and place, while it lasts. */
function checkDeputy(wanted: Appointment, principal: HeldPost | undefined, personId: string, day: Day): void {
  if (wanted.deputyFor === undefined) return;
  const fits =
    principal !== undefined && isOpen(principal, day) && principal.kind === wanted.kind &&
    principal.area === wanted.area && principal.department === (wanted.department ?? null) && principal.personId !== personId; // prettier-ignore
  if (!fits) throw new Problem("account.deputy_mismatch", {}, 422);
}

export interface AppointmentCase {
  readonly actor: Actor;
  readonly personId: string;
  readonly wanted: Appointment;
  /** All posts of the person. */
  readonly held: readonly HeldPost[];
  /** The post named by deputyFor, where it is within the actor's sight. */
  readonly principal?: HeldPost | undefined;
  readonly today: Day;
}

/**
 * The post that an appointment makes, or a Problem. Errors: account.own_post, account.not_permitted,
 * account.post_level / _department / _days / _held, account.posts_incompatible, account.deputy_….
 */
export function decideAppointment({ actor, personId, wanted, held, principal, today }: AppointmentCase): {
  readonly fromDay: Day;
  readonly status: "active" | "pending";
} {
  const fromDay = wanted.fromDay ?? today;
  if (actor.personId === personId) throw new Problem("account.own_post", {}, 403);
  if (!within(actor.scope, wanted.area)) throw notFound("area.unknown", { codes: wanted.area });
  if (!mayAppoint(actor, wanted.kind, wanted.area)) throw new Problem("account.not_appointable", {}, 403);
  checkPost(personId, wanted, held, principal, today);
  return { fromDay, status: needsApproval(wanted.kind, actor.post) ? "pending" : "active" };
}

/** The same for the machine's own command line, which asks nobody. */
export function checkPost(
  personId: string,
  wanted: Appointment,
  held: readonly HeldPost[],
  principal: HeldPost | undefined,
  today: Day,
): void {
  const fromDay = wanted.fromDay ?? today;
  checkShape(wanted, fromDay);
  checkDeputy(wanted, principal, personId, today);
  checkTogether(wanted, held, today);
  const span = { fromDay, toDay: wanted.toDay ?? null };
  const same = (post: HeldPost): boolean =>
    post.kind === wanted.kind && post.area === wanted.area && post.department === (wanted.department ?? null);
  // a deputy may take the post over: what they stood in for ends then (appoint.ts)
  const binds = (post: HeldPost): boolean => post.deputyFor === null || wanted.deputyFor !== undefined;
  if (held.some((post) => isOpen(post, today) && same(post) && binds(post) && overlap(post, span)))
    throw conflict("account.post_held");
}

/** One side of the house at a time: a post that is not over yet binds, even one that has not begun. */
function checkTogether(wanted: Appointment, held: readonly HeldPost[], today: Day): void {
  const side = sideOf(wanted.kind);
  if (held.some((post) => isOpen(post, today) && sideOf(post.kind) !== side))
    throw new Problem("account.posts_incompatible", {}, 422);
}

/** Errors: account.own_post, account.post_not_pending. The appointer, the appointed and the approver are three people. */
export function decideApproval(actor: Actor, post: HeldPost): void {
  if (post.status !== "pending") throw conflict("account.post_not_pending");
  if (post.personId === actor.personId || post.appointedBy === actor.personId)
    throw new Problem("account.own_post", {}, 403);
}

/** Errors: account.own_post, account.not_appointable, account.post_ended, account.post_days. */
export function decideEnding(actor: Actor, post: HeldPost, day: Day, today: Day): void {
  if (post.personId === actor.personId) throw new Problem("account.own_post", {}, 403);
  if (!mayAppoint(actor, post.kind, post.area)) throw new Problem("account.not_appointable", {}, 403);
  if (!isOpen(post, today)) throw conflict("account.post_ended");
  if (day < today || (post.toDay !== null && day > post.toDay)) throw new Problem("account.post_days", {}, 422);
}

const keepers: ReadonlySet<PostKind> = new Set(["director", "supervisor", "county"]);

/** Whether nobody else would be there from that day on: the other holders of the same place are passed in. */
export const leavesVacant = (post: HeldPost, others: readonly HeldPost[], day: Day): boolean =>
  keepers.has(post.kind) && post.status === "active" && post.deputyFor === null && !others.some((other) => inForce(other, day)); // prettier-ignore

/** Whether the actor answers for all of a person: each post that is not over lies within what the actor may appoint. */
export const mayManage = (actor: Actor, held: readonly HeldPost[], day: Day): boolean =>
  held.filter((post) => isOpen(post, day)).every((post) => mayAppoint(actor, post.kind, post.area));
