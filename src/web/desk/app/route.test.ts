import assert from "node:assert/strict";
import { test } from "node:test";
import { linkTo, readPlace } from "./route.ts";

test("a link is read back as it was made", () => {
  const query = { area: "445281001", name: "林 小满&?#" };
  assert.deepEqual(readPlace(linkTo("returns/annex/children", query)), {
    parts: ["returns", "annex", "children"],
    query,
  });
  assert.deepEqual(readPlace(linkTo("")), { parts: [], query: {} });
});

test("filters that are not set do not stand in the address", () => {
  assert.equal(linkTo("ledger", { level: "red", area: undefined, name: "" }), "#/ledger?level=red");
});

test("a mistyped address is a place without a page, never a broken one", () => {
  assert.deepEqual(readPlace("#/children/%E0%A4%A").parts, ["children", "%E0%A4%A"]);
  assert.deepEqual(readPlace("#//ledger//").parts, ["ledger"]);
  assert.deepEqual(readPlace("").parts, []);
  assert.deepEqual(readPlace("#/ledger?&&==").parts, ["ledger"]);
});
