import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import type { Facts } from "#engines/rules/catalogue.ts";
import { Places } from "#engines/rules/place.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import type { Policy } from "./decide.ts";
import { type LevelChange, levelChanges } from "./levelChanges.ts";
import { readExamples } from "./packText.ts";
import { defaultFolder, openShelf } from "./store.ts";

const readFacts = factReader(catalogue, readValue, "policy");
let policy: Policy;
let examples: readonly { readonly name: string; readonly asOf: string; readonly facts: Facts }[];

before(async () => {
  policy = (await openShelf(defaultFolder, catalogue, readFacts)).policy("puning");
  const { value } = readExamples(await readFile(join(defaultFolder, "puning/examples.yaml"), "utf8"), "puning", new Places());
  examples = (value ?? []).map(({ name, asOf, facts }) => ({ name, asOf, facts: readFacts(facts) }));
}); // prettier-ignore

const told = ({ fact, how, value }: Omit<LevelChange, "level">): string => `${fact} ${how} ${String(value)}`;

test("what is named changes the level as it says, and no other value of an asked fact does", () => {
  let changing = 0;
  for (const { name, asOf, facts } of examples.slice(0, 12)) {
    const now = policy.decide(facts, asOf, "open").grade.level;
    const named = new Map(levelChanges(policy, facts, asOf, catalogue).map((one) => [told(one), one.level]));
    for (const { key, type, options = {} } of catalogue.filter((spec) => policy.reads.has(spec.key))) {
      const values = type === "bool" ? [true, false] : type === "enum" ? Object.keys(options) : [];
      for (const value of values) {
        const { level } = policy.decide({ ...facts, [key]: value }, asOf, "open").grade;
        const said = named.get(told({ fact: key, how: "is", value }));
        assert.equal(said, level === now ? undefined : level, `${name}: ${key} ${String(value)}`);
        if (level !== now) changing += 1;
      }
    }
  }
  assert.ok(changing > 100, String(changing));
});

test("a set is changed by one code at a time, in and out", () => {
  const one = { ...examples[0]?.facts, "household.assistance": ["minimum_living"] };
  const all = levelChanges({ reads: new Set(["household.assistance"]), decide: ((facts: Facts) => ({ grade: { level: String(facts["household.assistance"]) } })) as never }, one, "2024-07-01", catalogue);
  const codes = Object.keys(catalogue.find(({ key }) => key === "household.assistance")?.options ?? {});
  assert.equal(all.length, codes.length);
  for (const { how, value, level } of all)
    assert.equal(level, how === "remove" ? "" : `minimum_living,${String(value)}`);
  assert.deepEqual(all.filter(({ how }) => how === "remove").map(({ value }) => value), ["minimum_living"]);
}); // prettier-ignore
