import assert from "node:assert/strict";
import { test } from "node:test";
import { changesFor, type Changes, factsOf } from "./changes.ts";
import { Declared } from "./words.ts";

/* What a file keeps of a declaration that was confirmed before, or while, somebody found something else. */

const declared = (more: object = {}): Declared =>
  Declared.parse({
    who: "mother", parent: { name: "陈母", phone: "13900139000" }, child: { name: "陈小禾" }, since: "2024-06-20", place: "东莞市厚街镇", carer: { name: "王五", relation: "not_kin", phone: "13800138000" }, ...more,
  }); // prettier-ignore
const on = (day: string) => (value: string) => ({ value, on: day, source: "visit" }) as const;
const [early, late, same] = [on("2024-01-01"), on("2024-06-29"), on("2024-06-27")];
const day = "2024-06-27";
const of = ({ facts }: Changes, start: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts).filter(([key]) => key.startsWith(start)));

test("another carer brings nothing of the one before along; the same one keeps what is known of them", () => {
  const rest = { "carer.phone": early("13700137000"), "carer.capacity": early("able"), "guardian.phone": early("13700137000") }; // prettier-ignore
  const other = changesFor(declared(), { facts: { "carer.name": early("李四"), ...rest } }, { day });
  assert.deepEqual(of(other, "carer."), { "carer.name": "王五", "carer.relation": "not_kin", "carer.phone": "13800138000", "carer.capacity": null }); // prettier-ignore
  assert.ok(!("guardian.phone" in other.facts));
  const known = changesFor(declared(), { facts: { "carer.name": early("王五"), ...rest } }, { day });
  assert.deepEqual(known, { facts: factsOf(declared()), left: [] });
  assert.deepEqual(changesFor(declared(), { facts: {} }, { day }), { facts: factsOf(declared()), left: [] });
});

test("somebody's name with another's telephone: what was found of a carer since keeps the whole of the other one out", () => {
  const found = { "carer.name": early("陈奶奶"), "carer.phone": late("13600136000"), "carer.capacity": late("able") };
  const changes = changesFor(declared(), { facts: found }, { day });
  assert.deepEqual(of(changes, "carer."), {});
  assert.deepEqual(changes.left, ["carer.name", "carer.relation", "carer.phone"]);
  const withdrawn = { facts: { "carer.name": early("陈奶奶") }, withdrawn: { "carer.phone": "2024-06-29" } };
  assert.deepEqual(of(changesFor(declared(), withdrawn, { day }), "carer."), {});
  const nameless = { facts: { "carer.phone": late("13600136000"), "carer.capacity": late("able") } };
  assert.deepEqual(of(changesFor(declared(), nameless, { day }), "carer."), {});
  const own = { facts: { "carer.name": early("王五"), "carer.phone": late("13600136000") } };
  assert.deepEqual(of(changesFor(declared(), own, { day }), "carer."), { "carer.name": "王五", "carer.relation": "not_kin" }); // prettier-ignore
});

test("what somebody else found on the same day stands, where the phone had not seen it", () => {
  const facts = { "mother.name": early("陈母"), "mother.away.state": same("home"), "mother.idNumber": same("44**11") };
  const seen = { "mother.name": "陈母", "mother.away.state": "work" };
  const changes = changesFor(declared(), { facts }, { day, seen });
  assert.deepEqual(of(changes, "mother."), { "mother.name": "陈母", "mother.phone": "13900139000" });
  assert.deepEqual(changes.left, ["mother.away.state", "mother.away.since"]);
  const known = changesFor(declared(), { facts }, { day, seen: { ...seen, "mother.away.state": "home" } });
  assert.deepEqual([known.facts["mother.away.state"], known.left], ["work", []]);
  const carer = changesFor(declared(), { facts: { "carer.name": same("陈奶奶") } }, { day, seen: {} });
  assert.deepEqual(of(carer, "carer."), {});
});

test("another parent takes over neither number nor telephone of the one before, and where they worked goes with the stay", () => {
  const facts = {
    "mother.name": early("刘母"), "mother.phone": early("13600136000"), "mother.idNumber": early("445281198001010011"), "mother.away.area": early("440305"), "mother.lostContact.since": early("2023-01-01"),
  }; // prettier-ignore
  const other = changesFor(declared(), { facts }, { day });
  assert.deepEqual([other.facts["mother.phone"], other.facts["mother.idNumber"], other.facts["mother.away.area"]], ["13900139000", null, null]); // prettier-ignore
  assert.ok(!("mother.lostContact.since" in other.facts), "what a child's protection may rest on stays");
  const found = changesFor(declared(), { facts: { ...facts, "mother.phone": late("13600136000") } }, { day });
  assert.deepEqual(of(found, "mother."), {});
  const stay = { "mother.name": early("陈母"), "mother.away.state": early("work"), "mother.away.since": early("2024-02-20"), "mother.away.area": early("440305") }; // prettier-ignore
  assert.equal(changesFor(declared(), { facts: stay }, { day }).facts["mother.away.area"], null);
  const known = changesFor(declared({ since: "2024-02-20" }), { facts: stay }, { day });
  assert.ok(!("mother.away.area" in known.facts));
});
