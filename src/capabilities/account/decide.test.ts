import assert from "node:assert/strict";
import { test } from "node:test";
import { type Actor, type PostKind, postKinds } from "#kernel/actor.ts";
import { isProblem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { decideAppointment, decideApproval, decideEnding, type HeldPost, inForce, leavesVacant, mayManage, needsFactor, sideOf } from "./decide.ts"; // prettier-ignore
import type { Appointment } from "./words.ts";

const day = "2024-07-01";
const actor = (post: PostKind, area: string): Actor => ({ personId: `a-${post}`, name: "", post, area, scope: subtree(area) }); // prettier-ignore
const held = (kind: PostKind, area: string, more: Partial<HeldPost> = {}): HeldPost => ({
  postId: `p-${kind}`, personId: "b", kind, area, department: null, fromDay: "2024-01-01", toDay: null, status: "active",
  deputyFor: null, appointedBy: null, ...more,
}); // prettier-ignore
const wanted = (kind: PostKind, area: string, more: Partial<Appointment> = {}): Appointment => ({
  kind: kind as Appointment["kind"], area, reason: "任命", ...more,
}); // prettier-ignore

const outcome = (by: Actor, what: Appointment, posts: HeldPost[] = [], principal?: HeldPost): string => {
  try {
    return decideAppointment({ actor: by, personId: "b", wanted: what, held: posts, principal, today: day }).status;
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
};

const [village, east, county] = ["445281001001", "445281001", "445281"];
const table: readonly (readonly [string, Actor, Appointment, string])[] = [
  ["a supervisor appoints a director of the township", actor("supervisor", east), wanted("director", village), "active"],
  ["not of the neighbour", actor("supervisor", east), wanted("director", "445281002001"), "area.unknown"],
  ["nor a supervisor", actor("supervisor", east), wanted("supervisor", east), "account.not_appointable"],
  ["a director appoints nobody", actor("director", village), wanted("director", village), "account.not_appointable"],
  ["a county officer appoints supervisors", actor("county", county), wanted("supervisor", east), "active"],
  ["but not a county officer", actor("county", county), wanted("county", county), "account.not_appointable"],
  ["nor an administrator", actor("county", county), wanted("system_admin", county), "account.not_appointable"],
  ["a department's officer waits for approval", actor("county", county), wanted("department", county, { department: "education" }), "pending"],
  ["a department's officer has a department", actor("county", county), wanted("department", county), "account.post_department"],
  ["a director has none", actor("county", county), wanted("director", village, { department: "education" }), "account.post_department"],
  ["a city officer appoints county officers, with approval", actor("city", "4452"), wanted("county", county), "pending"],
  ["whatever a system administrator appoints waits", actor("system_admin", "0"), wanted("director", village), "pending"],
  ["a security administrator too", actor("system_admin", "0"), wanted("security_admin", "0"), "pending"],
  ["a security administrator appoints nobody", actor("security_admin", "0"), wanted("director", village), "account.not_appointable"],
  ["a director stands on a village", actor("county", county), wanted("director", east), "account.post_level"],
  ["a post ends after it begins", actor("county", county), wanted("director", village, { fromDay: day, toDay: day }), "account.post_days"],
  ["a deputy's post has an end", actor("county", county), wanted("director", village, { deputyFor: "p" }), "account.deputy_needs_end"],
]; // prettier-ignore
for (const [title, by, what, expected] of table) test(title, () => assert.equal(outcome(by, what), expected));

test("nobody appoints, approves or ends their own post", () => {
  const self = { ...actor("county", county), personId: "b" };
  assert.equal(outcome(self, wanted("director", village)), "account.own_post");
  assert.throws(() => decideApproval({ ...actor("security_admin", "0"), personId: "b" }, held("county", county, { status: "pending" })), /own_post/); // prettier-ignore
  const appointer = actor("security_admin", "0");
  assert.throws(() => decideApproval(appointer, held("county", county, { status: "pending", appointedBy: appointer.personId })), /own_post/); // prettier-ignore
  assert.throws(() => decideApproval(appointer, held("county", county)), /post_not_pending/);
  assert.throws(() => decideEnding(self, held("director", village), day, day), /own_post/);
});

test("one person stands on one side of the house, whatever the order", () => {
  const admin = actor("system_admin", "0");
  const kinds = postKinds.filter((kind) => kind !== "system");
  const area = (kind: PostKind): string => ({ director: village, supervisor: east, city: "4452", province: "44" })[kind as string] ?? county; // prettier-ignore
  for (const has of kinds) {
    for (const gets of kinds) {
      const code = outcome(admin, wanted(gets, area(gets), gets === "department" ? { department: "court" } : {}), [held(has, area(has))]); // prettier-ignore
      const together = sideOf(has) === sideOf(gets);
      assert.equal(code === "account.posts_incompatible", !together, `${has} + ${gets}: ${code}`);
    }
  }
});

test("a post that is over, or refused, binds nobody; one that waits does", () => {
  const admin = actor("system_admin", "0");
  const audit = wanted("audit_admin", "0");
  assert.equal(outcome(admin, audit, [held("county", county, { toDay: day })]), "pending");
  assert.equal(outcome(admin, audit, [held("county", county, { status: "refused" })]), "pending");
  assert.equal(outcome(admin, audit, [held("county", county, { status: "pending" })]), "account.posts_incompatible");
  assert.equal(outcome(admin, audit, [held("county", county, { toDay: "2024-07-02" })]), "account.posts_incompatible");
});

test("the same post is not held twice at a time; a later one may follow", () => {
  const by = actor("county", county);
  assert.equal(outcome(by, wanted("director", village), [held("director", village)]), "account.post_held");
  const ending = held("director", village, { toDay: "2024-08-01" });
  assert.equal(outcome(by, wanted("director", village, { fromDay: "2024-08-01" }), [ending]), "active");
  assert.equal(outcome(by, wanted("director", village, { fromDay: "2024-07-31" }), [ending]), "account.post_held");
});

test("a deputy stands in for the same post in the same place, for somebody else", () => {
  const by = actor("county", county);
  const what = wanted("director", village, { deputyFor: "p", toDay: "2024-09-01" });
  const principal = held("director", village, { postId: "p", personId: "c" });
  assert.equal(outcome(by, what, [], principal), "active");
  for (const wrong of [undefined, { ...principal, personId: "b" }, { ...principal, area: "445281001002" }, { ...principal, toDay: day }, { ...principal, kind: "social_worker" as const }])
    assert.equal(outcome(by, what, [], wrong), "account.deputy_mismatch"); // prettier-ignore
});

test("the first day counts, the last does not", () => {
  const post = held("director", village, { fromDay: "2024-07-01", toDay: "2024-07-03" });
  assert.deepEqual(["2024-06-30", "2024-07-01", "2024-07-02", "2024-07-03"].map((on) => inForce(post, on)), [false, true, true, false]); // prettier-ignore
});

test("a village without a director is noticed; with another one, or for a deputy, it is none", () => {
  const post = held("director", village);
  assert.ok(leavesVacant(post, [], day));
  assert.ok(!leavesVacant(post, [held("director", village, { personId: "c" })], day));
  assert.ok(leavesVacant(post, [held("director", village, { personId: "c", toDay: day })], day));
  assert.ok(!leavesVacant({ ...post, deputyFor: "x" }, [], day));
  assert.ok(!leavesVacant(held("social_worker", village), [], day));
});

test("whoever has a post beyond one's reach is not in one's hands", () => {
  const by = actor("supervisor", east);
  assert.ok(mayManage(by, [held("director", village)], day));
  assert.ok(!mayManage(by, [held("director", village), held("director", "445281002001")], day));
  assert.ok(!mayManage(by, [held("director", village), held("county", county)], day));
  assert.ok(mayManage(by, [held("director", village), held("county", county, { toDay: day })], day));
});

test("county and above, departments and administrators show a second factor", () => {
  const without = postKinds.filter((kind) => !needsFactor(kind));
  assert.deepEqual(without, ["director", "supervisor", "social_worker", "institution", "hotline", "organisation", "system"]); // prettier-ignore
});
