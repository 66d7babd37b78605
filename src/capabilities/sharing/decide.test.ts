import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { readCatalogue } from "./catalogue.ts";
import {
  askSharing, evolve, grantSharing, initial, keySharing, type Present, refuseSharing, requireKey, type SharingState, standingOf,
  stopSharing,
} from "./decide.ts"; // prettier-ignore
import type { AskSharing } from "./words.ts";

const catalogue = readCatalogue(parse(readFileSync(join(defaultFolder, "sharing.yaml"), "utf8")));
const here = { department: "education", area: "445281", office: "445281" } as const;
const on = (today: string, post: Present["by"]["post"] = "department"): Present => ({ today, by: { id: newId(), name: "甲", post } }); // prettier-ignore
const command = (more: Partial<AskSharing> = {}): AskSharing => ({
  id: newId(), item: "enrolment", purpose: "roll", note: "核对学籍", fields: ["name", "birthDate", "school.state"], months: 12, ...more,
}); // prettier-ignore

const after = (drafts: readonly { kind: string; body: Record<string, unknown> }[], state = initial): SharingState =>
  drafts.reduce(evolve, state);
const asked = (more: Partial<AskSharing> = {}, where: Parameters<typeof askSharing>[2] = here): SharingState =>
  after(askSharing(catalogue, command(more), where, on("2024-07-01")));
const grantOf = ({ grant }: SharingState) => grant ?? assert.fail();
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "done";
  } catch (thrown) {
    if (isProblem(thrown)) return `${thrown.status} ${thrown.code}`;
    throw thrown;
  }
};

test("granted at once where every condition of the rule holds, and it says which rule", () => {
  const grant = grantOf(asked());
  assert.deepEqual([grant.stage, grant.until, grant.judged.rule, grant.judged.unmet], ["granted", "2025-06-30", "instant", []]); // prettier-ignore
  assert.equal(grant.edition, catalogue.edition);
});

test("one condition that is not met asks a person, and says which", () => {
  const cases: readonly [string, SharingState][] = [
    ["no_sensitive", asked({ fields: ["name", "idNumber"] })],
    ["purpose_listed", asked({ purpose: "other" })],
    ["within_term", asked({ months: 13 })],
    ["same_county", asked({}, { ...here, area: "4452", office: "4452" })],
  ];
  for (const [unmet, state] of cases) {
    const { stage, judged } = grantOf(state);
    assert.deepEqual([stage, judged.rule, judged.unmet], ["asked", "reviewed", [unmet]]);
  }
});

test("a key for a department's own work is a person's decision, whatever the rules say", () => {
  const { stage, judged } = grantOf(asked({ item: "lists", purpose: "monthly", fields: [] }));
  assert.deepEqual([stage, judged.rule, judged.unmet], ["asked", "reviewed", []]);
});

test("what no rule can grant is refused before it is asked", () => {
  const code = (more: Partial<AskSharing>, where: Parameters<typeof askSharing>[2] = here): string =>
    codeOf(() => asked(more, where));
  assert.equal(code({ item: "none" }), "422 sharing.item_unknown");
  assert.equal(code({ item: "residence" }), "422 sharing.not_for_department");
  assert.equal(code({ months: 37 }), "422 sharing.term_too_long");
  assert.equal(code({ fields: [] }), "422 sharing.fields_wrong");
  assert.equal(code({ fields: ["name", "guardian.phone"] }), "422 sharing.fields_wrong");
  assert.equal(code({ fields: ["name", "constructor"] }), "422 sharing.fields_wrong");
  assert.equal(code({ item: "lists", fields: ["name"] }), "422 sharing.fields_wrong");
  const part = { department: "youth_league", area: "445281101", office: "445281" } as const;
  const ofLists = { item: "bulletins", purpose: "helping", fields: [] };
  assert.equal(code(ofLists, part), "422 sharing.area_whole");
  assert.equal(code(ofLists, { ...part, area: part.office }), "done");
});

test("its steward decides, once: county for data, the security administrator for a department's own work", () => {
  const data = asked({ purpose: "other" });
  assert.equal(codeOf(() => grantSharing(data, "同意", on("2024-07-02", "security_admin"))), "403 sharing.not_yours");
  const granted = after(grantSharing(data, "已核实用途", on("2024-07-02", "county")), data);
  assert.deepEqual([grantOf(granted).stage, grantOf(granted).until], ["granted", "2025-07-01"]);
  assert.equal(codeOf(() => refuseSharing(granted, "不同意", on("2024-07-03", "county"))), "409 sharing.decided");
  const work = asked({ item: "lists", purpose: "monthly", fields: [] });
  assert.equal(codeOf(() => grantSharing(work, "同意", on("2024-07-02", "county"))), "403 sharing.not_yours");
  const refused = after(refuseSharing(work, "尚未备案", on("2024-07-02", "security_admin")), work);
  assert.equal(grantOf(refused).stage, "refused");
  assert.equal(
    codeOf(() => keySharing(refused, "d", null, on("2024-07-03"))),
    "409 sharing.not_in_force",
  );
}); // prettier-ignore

test("a key opens what was granted, until the last day, until it is stopped, until another one is drawn", () => {
  const open = (state: SharingState, digest: string, day: string, operation = "data"): string =>
    codeOf(() => requireKey(state, digest, operation, day));
  const granted = asked();
  assert.equal(open(granted, "d1", "2024-07-01"), "401 sharing.key_unknown", "none was drawn");
  const keyed = after(keySharing(granted, "d1", newId(), on("2024-07-01")), granted);
  assert.equal(open(keyed, "d1", "2024-07-01"), "done");
  assert.equal(open(keyed, "d1", "2025-06-30"), "done");
  assert.equal(open(keyed, "d1", "2025-07-01"), "403 sharing.key_expired");
  assert.equal(standingOf(grantOf(keyed), "2025-07-01"), "expired");
  for (const operation of ["lists", "referrals", ""])
    assert.equal(open(keyed, "d1", "2024-07-01", operation), "403 sharing.key_not_here");
  const again = after(keySharing(keyed, "d2", null, on("2024-08-01")), keyed);
  assert.deepEqual([open(again, "d1", "2024-08-01"), open(again, "d2", "2024-08-01")], ["401 sharing.key_unknown", "done"]);
  const stopped = after(stopSharing(again, "用途变更", on("2024-08-02", "county")), again);
  assert.equal(open(stopped, "d2", "2024-08-02"), "403 sharing.key_stopped");
  assert.equal(codeOf(() => stopSharing(stopped, "再停", on("2024-08-02", "county"))), "409 sharing.not_in_force");
}); // prettier-ignore

test("a department takes back what it asked for; nobody else stops what nobody has granted", () => {
  const waiting = asked({ purpose: "other" });
  assert.equal(
    codeOf(() => stopSharing(waiting, "先停", on("2024-07-02", "county"))),
    "409 sharing.not_in_force",
  );
  assert.equal(grantOf(after(stopSharing(waiting, "不需要了", on("2024-07-02")), waiting)).stage, "stopped");
});

test("a work key opens its own operation alone", () => {
  const work = asked({ item: "referrals", purpose: "answering", fields: [] });
  const granted = after(grantSharing(work, "同意", on("2024-07-02", "security_admin")), work);
  const keyed = after(keySharing(granted, "d", null, on("2024-07-02")), granted);
  assert.equal(codeOf(() => requireKey(keyed, "d", "referrals", "2024-07-02")), "done");
  for (const operation of ["data", "lists"])
    assert.equal(codeOf(() => requireKey(keyed, "d", operation, "2024-07-02")), "403 sharing.key_not_here");
}); // prettier-ignore
