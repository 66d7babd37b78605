import assert from "node:assert/strict";
import { test } from "node:test";
import { generateChildren } from "#capabilities/demo/index.ts";
import { defaultFolder, openShelf } from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import type { Reason } from "#engines/rules/reason.ts";
import { bytesOf, decisionPrinter, shortReason, textOfBytes } from "./decisionText.ts";

const read = factReader(catalogue, readValue, "policy");
const shelf = await openShelf(defaultFolder, catalogue, read);
const village = { code: "445281001001", name: "村" };
const children = [...generateChildren({ seed: 7, count: 300, villages: [village], today: "2026-03-01" })];

/** As JSON.stringify would print it, with short reasons. */
const plainly = (decision: object): unknown =>
  JSON.parse(
    JSON.stringify(decision, (key, value: unknown) =>
      key === "because" ? (value as readonly Reason[]).map(shortReason) : value,
    ),
  );

test("what is put together from pieces is the JSON of the decision", () => {
  for (const id of shelf.ids) {
    const [policy, print] = [shelf.policy(id), decisionPrinter()];
    for (const reasons of ["deciding", "open", "all"] as const) {
      for (const child of children) {
        const decision = policy.decide(read(child.facts), "2026-03-01", reasons);
        assert.deepEqual(JSON.parse(`{${textOfBytes(print(decision))}}`), plainly(decision));
      }
    }
  }
});

test("a decision in a row of many is the decision of the child alone", async () => {
  const fresh = () => openShelf(defaultFolder, catalogue, read).then((one) => one.policy("puning"));
  const policy = await fresh();
  const said = children.map((child) => policy.decide(read(child.facts), "2026-03-01", "deciding"));
  for (let n = 5; n < children.length; n += 25) {
    const alone = (await fresh()).decide(read(children[n]?.facts ?? {}), "2026-03-01", "deciding");
    assert.deepEqual(said[n], alone);
  }
});

test("text of bytes is text again", () => {
  for (const text of ["", "儿童", "𠮷 a\u0000é", '"\\']) assert.equal(textOfBytes(bytesOf(text)), text);
});
