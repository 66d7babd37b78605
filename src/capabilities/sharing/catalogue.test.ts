import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { isProblem } from "#kernel/problem.ts";
import { readCatalogue } from "./catalogue.ts";

interface Written {
  rules: { id: string; grants: boolean; when: string[] }[];
  items: {
    id: string;
    departments: string[];
    fields: Record<string, string>;
    months: { usual: number; most: number };
  }[];
}

const shipped = parse(readFileSync(join(defaultFolder, "sharing.yaml"), "utf8")) as Written;

const refusal = (change: (written: Written) => void): string => {
  const written = structuredClone(shipped);
  change(written);
  try {
    readCatalogue(written);
    return "read";
  } catch (thrown) {
    if (isProblem(thrown)) return `${thrown.code} ${String(thrown.data["item"])}`;
    throw thrown;
  }
};
const first = ({ items }: Written): Written["items"][number] => items[0] ?? assert.fail();

test("what is shipped is read; every item has its departments, purposes, basis and steward", () => {
  const read = readCatalogue(shipped);
  assert.ok(read.items.length >= 7 && read.items.some(({ means }) => means === "work"));
  for (const item of read.items) assert.match(item.basis, /〔\d{4}〕|法/);
});

test("a sealed field can never stand in it, whatever the item calls it", () => {
  const sealed = catalogue.filter(({ cls }) => cls === "sealed");
  assert.ok(sealed.length > 0);
  for (const { key } of sealed)
    assert.equal(refusal((written) => void (first(written).fields[key] = "sensitive")), `sharing.catalogue_invalid enrolment ${key}`);
}); // prettier-ignore

test("no field beyond the purpose of the giving, none called less grave than it is, no department that is not meant", () => {
  const invalid = "sharing.catalogue_invalid enrolment";
  assert.equal(refusal((written) => void (first(written).fields["guardian.phone"] = "sensitive")), `${invalid} guardian.phone`);
  assert.equal(refusal((written) => void (first(written).fields["idNumber"] = "internal")), `${invalid} idNumber`);
  assert.equal(refusal((written) => void first(written).departments.push("police")), invalid);
  assert.equal(refusal((written) => void (first(written).months = { usual: 13, most: 12 })), invalid);
  assert.equal(refusal((written) => void (first(written).fields["name"] = "sensitive")), "read", "graver is one's own affair");
}); // prettier-ignore

test("whatever is asked, a rule answers: the last one has no condition and asks a person", () => {
  assert.equal(refusal(({ rules }) => void rules.pop()), "sharing.catalogue_invalid rules");
  assert.equal(refusal(({ rules }) => void rules.at(-1)?.when.push("same_county")), "sharing.catalogue_invalid rules");
  assert.equal(refusal(({ rules }) => void Object.assign(rules.at(-1) ?? {}, { grants: true })), "sharing.catalogue_invalid rules");
  assert.equal(refusal(({ rules }) => void rules[0]?.when.push("anything")), "sharing.catalogue_invalid rules.0.when.4");
  assert.equal(refusal(({ items }) => void Object.assign(items[1] ?? {}, { id: "enrolment" })), "sharing.catalogue_invalid id");
}); // prettier-ignore
