import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Places } from "#engines/rules/place.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import { addDays } from "#kernel/day.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { readExamples } from "./packText.ts";
import { defaultFolder, openShelf } from "./store.ts";

/* The packs of the house, over the children of their own examples: what holds for any pack must hold for these. */

const readFacts = factReader(catalogue, readValue, "policy");

test("around each turn of each example's timeline, a decision of the day says what the span says", async () => {
  const shelf = await openShelf(defaultFolder, catalogue, readFacts);
  let turns = 0;
  for (const id of shelf.ids) {
    const policy = shelf.policy(id);
    const { value } = readExamples(await readFile(join(defaultFolder, id, "examples.yaml"), "utf8"), id, new Places());
    for (const example of value ?? []) {
      const facts = readFacts(example.facts);
      const spans = policy.timeline(facts, example.asOf);
      assert.equal(spans.at(-1)?.to, null);
      for (const [i, span] of spans.entries()) {
        const last = span.to === null ? addDays(span.from, 400) : addDays(span.to, -1);
        for (const day of [span.from, last]) {
          const decision = policy.decide(facts, day, "open");
          const yes = decision.categories
            .filter((category) => category.answer === "yes")
            .map((category) => category.id);
          assert.deepEqual(
            [decision.grade.level, yes, decision.changesOn],
            [span.level, span.categories, span.to],
            `${id} ${example.name} ${day}`,
          );
        }
        if (i > 0) assert.equal(spans[i - 1]?.to, span.from);
        turns++;
      }
    }
  }
  assert.ok(turns > 500, `${turns} spans are too few to say anything`);
});

test("every answer of every example has its reasons in words, and every unknown what to ask for", async () => {
  const shelf = await openShelf(defaultFolder, catalogue, readFacts);
  for (const id of shelf.ids) {
    const policy = shelf.policy(id);
    const { value } = readExamples(await readFile(join(defaultFolder, id, "examples.yaml"), "utf8"), id, new Places());
    for (const example of value ?? []) {
      const decision = policy.decide(readFacts(example.facts), example.asOf);
      for (const category of decision.categories) {
        const where = `${id} ${example.name} ${category.id}`;
        assert.ok(category.clause.length > 0 && category.because.length > 0, where);
        assert.ok(
          category.because.every((reason) => reason.say.length > 0 && reason.label.length > 0),
          where,
        );
        assert.equal(category.answer === "unknown", category.missing.length > 0, where);
      }
      for (const ground of decision.grade.grounds)
        assert.ok(ground.because.length > 0, `${id} ${example.name} ${ground.id}`);
    }
  }
});
