import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileState } from "#capabilities/registry/decide.ts";
import { evolve, initial, recordVisit } from "./decide.ts";
import { visitForm } from "./form.ts";

const known = (value: string) => ({ value, on: "2024-01-01", source: "survey" as const });
const open: FileState = {
  status: "open",
  closed: null,
  facts: { name: known("甲"), birthDate: known("2014-05-01"), "school.name": known("一小") },
};
const present = { today: "2024-07-01", visitor: "李主任" };
const command = { kind: "home_visit" as const, form: "puning@1", facts: {}, spokeWith: "祖母", note: "", problems: [] };

test("a visit where nothing changed is one entry; a change and a problem are entries of their own kind", () => {
  assert.deepEqual(recordVisit(open, command, present).map((entry) => entry.kind), ["visit.recorded"]); // prettier-ignore
  const full = recordVisit(
    open,
    { ...command, facts: { "school.name": "二小" }, problems: [{ title: "屋顶漏雨", solution: "报镇", owner: "" }] },
    present,
  );
  assert.deepEqual(full.map((entry) => entry.kind), ["visit.recorded", "registry.facts_recorded", "task.opened"]); // prettier-ignore
  assert.equal(full[1]?.body["source"], "visit");
  assert.equal(full[2]?.body["owner"], "李主任"); // nobody named: whoever found it
});

test("what was only confirmed makes no change", () => {
  const kinds = recordVisit(open, { ...command, facts: { "school.name": "一小" } }, present).map((entry) => entry.kind);
  assert.deepEqual(kinds, ["visit.recorded"]);
});

test("no visit in the future, to a closed file, or to nobody", () => {
  assert.throws(() => recordVisit(open, { ...command, day: "2024-07-02" }, present), /visit.day_in_future/);
  assert.throws(() => recordVisit({ ...open, status: "closed" }, command, present), /visit.child_closed/);
  assert.throws(() => recordVisit({ status: "none", closed: null, facts: {} }, command, present), /registry.not_found/);
});

test("a home visit is a contact too; a visit that arrives late does not turn the clock back", () => {
  const recorded = (kind: string, day: string) => ({ kind: "visit.recorded", body: { kind, day } });
  const state = [
    recorded("home_visit", "2024-06-01"),
    recorded("contact", "2024-06-20"),
    recorded("home_visit", "2024-05-01"),
  ].reduce(evolve, initial);
  assert.deepEqual(state, { lastHome: "2024-06-01", lastContact: "2024-06-20", count: 3 });
});

test("a visit of a day that has not come lets nobody wait for it once another is recorded", () => {
  const held = { lastHome: "2027-07-01", lastContact: "2027-07-01", count: 1 };
  const step = (kind: "home_visit" | "contact") =>
    recordVisit(open, { ...command, kind }, { ...present, last: held.lastContact }).reduce(evolve, held);
  assert.deepEqual(step("home_visit"), { lastHome: present.today, lastContact: present.today, count: 2 });
  assert.deepEqual(step("contact"), { lastHome: null, lastContact: present.today, count: 2 });
  const usual = recordVisit(open, command, { ...present, last: "2024-06-20" });
  assert.equal("ahead" in (usual[0]?.body ?? {}), false);
});

test("the form asks what the policy reads and a visit can answer, with last time's answers", () => {
  const asked = new Set([
    "school.state",
    "risk.dropout",
    "health.hiv",
    "father.custody.until",
    "birthDate",
    "residence.area",
  ]);
  const file: FileState = {
    status: "open",
    closed: null,
    facts: { "school.state": { value: "primary", on: "2024-03-01", source: "survey" } },
  };
  const form = visitForm(asked, file, true);
  assert.deepEqual(form.filter((one) => !one.key.startsWith("measure.")).map((one) => one.key), ["father.custody.until", "school.state", "risk.dropout"]); // prettier-ignore
  assert.deepEqual(form.find((one) => one.key === "school.state")?.last, { value: "primary", on: "2024-03-01" });
});

test("what somebody changed since the visitor's phone read it stays out of the file, and stands in the visit's entry", () => {
  const facts = { "school.name": "二小", "guardian.name": "祖父" };
  const told = (seen: Record<string, unknown>) => recordVisit(open, { ...command, facts, seen }, present);
  const [visit, changes] = told({ "school.name": "三小", "guardian.name": null });
  assert.deepEqual(visit?.body["disputed"], { "school.name": "二小" });
  assert.deepEqual(changes?.body["facts"], { "guardian.name": "祖父" });
  for (const seen of [{ "school.name": "一小", "guardian.name": null }, {}]) {
    assert.equal(told(seen)[0]?.body["disputed"], undefined);
    assert.deepEqual(Object.keys(told(seen)[1]?.body["facts"] ?? {}), Object.keys(facts));
  }
});

test("both found the same, or the fact is none that a visit finds: there is nothing to ask", () => {
  const same = recordVisit(
    open,
    { ...command, facts: { "school.name": "一小" }, seen: { "school.name": "三小" } },
    present,
  );
  assert.deepEqual(same.map((entry) => [entry.kind, entry.body["disputed"]]), [["visit.recorded", undefined]]); // prettier-ignore
  const sealed = recordVisit(
    open,
    { ...command, facts: { "health.hiv": true }, seen: { "health.hiv": false } },
    present,
  );
  assert.equal(sealed[0]?.body["disputed"], undefined);
});

test("what the policy asks for and is not there is said, and the visit counts; what it does not take stays out", () => {
  const asks = { photo: "required", place: "off", signature: "required" } as const;
  const place = { lat: 23.30491, lng: 116.12345 };
  const kept = recordVisit(open, { ...command, place, lacking: { photo: "家里人不同意", place: "没有信号" } }, { ...present, asks }); // prettier-ignore
  assert.deepEqual(kept.map(({ kind }) => kind), ["visit.recorded"]); // prettier-ignore
  const { required, lacking, leftOut, placed } = kept[0]?.body ?? {};
  assert.deepEqual({ required, lacking, leftOut, placed }, { required: ["photo", "signature"], lacking: { photo: "家里人不同意" }, leftOut: ["place"], placed: undefined }); // prettier-ignore
  const call = recordVisit(open, { ...command, kind: "contact" }, { ...present, asks });
  assert.equal(call[0]?.body["required"], undefined, "a call brings nothing");
  const old = recordVisit(open, { ...command, place: undefined }, present);
  assert.deepEqual(Object.keys(old[0]?.body ?? {}).filter((key) => /required|lacking|leftOut|placed/.test(key)), []); // prettier-ignore
});

test("a place is an entry of its own, and no finer than a kilometre", () => {
  const kept = recordVisit(open, { ...command, place: { lat: 23.30491, lng: -116.12545 } }, present);
  assert.equal(kept[0]?.body["placed"], true);
  assert.deepEqual(kept[1], { kind: "visit.placed", body: { day: "2024-07-01", lat: 23.3, lng: -116.13 } });
});
