import assert from "node:assert/strict";
import { test } from "node:test";
import { Places } from "#engines/rules/place.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { readExamples, readPack } from "./packText.ts";
import { Shelf } from "./shelf.ts";
import { faultText } from "./zh.ts";

const pack = (list: string): string => `id: upper
title: 一
document: 一号
area: "44"
from: 2024-01-01
version: 1
define:
  young: { clause: 一, when: { age: { under: 18 } } }
  hurt: { clause: 一, when: { fact: risk.sexualAbuse, is: confirmed } }
categories:
  - { id: minor, title: 儿童, clause: 二, ledger: main, when: { use: young } }
levels:
  - { id: green, title: 绿, word: 低, shape: circle, default: true, rhythms: [{ kind: contact, every: 1 months, mode: rolling, clause: 四 }] }
grounds: []
comparisons:
  - { id: births, title: 名单, clause: 一, department: health, columns: [name, idNumber], limit: 30 days, ${list} }
`;

function shelfOf(text: string): Shelf {
  const places = new Places();
  const [read, given] = [readPack(text, "pack.yaml", places), readExamples("[]", "examples.yaml", places)];
  assert.deepEqual(read.faults, []);
  const kept = { pack: read.value ?? assert.fail(), file: "pack.yaml", examples: () => given };
  return new Shelf([kept], [], { catalogue, places, readFacts: factReader(catalogue, readValue, "policy") });
}

test("a list that would tell what is sealed is refused: by what it says, takes over or asks, and by what that uses", () => {
  const told: readonly (readonly [string, string[]])[] = [
    ["says: { health.state: severe }, compare: [health.state]", []],
    ["says: { health.hiv: true }", ["health.hiv"]],
    ["missing: { clause: 一, when: { fact: health.hiv, is: true } }", ["health.hiv"]],
    ["surplus: { clause: 一, when: { not: { use: hurt } } }", ["risk.sexualAbuse"]],
    ["missing: { clause: 一, when: { use: young }, facts: { health.hiv: false } }", ["health.hiv"]],
  ];
  for (const [list, sealed] of told) {
    const faults = shelfOf(pack(list)).check();
    assert.deepEqual(faults.map(({ code, data }) => (code === "sealed_fact" ? data["fact"] : code)), sealed, list);
    for (const fault of faults) assert.match(faultText(fault), /封存保密/);
  }
}); // prettier-ignore
