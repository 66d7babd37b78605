import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, type Place, placeOf } from "./hash.ts";

test("every place comes back from its address", () => {
  const places: Place[] = [
    { page: "today" },
    { page: "children" },
    { page: "tasks" },
    { page: "register" },
    { page: "me" },
    { page: "file", childId: "c1" },
    { page: "enrol", code: "aB3_-x" },
    { page: "visit", childId: "c1", kind: "home_visit" },
    { page: "visit", childId: "c1", kind: "contact" },
    { page: "report", childId: "" },
    { page: "report", childId: "c1" },
    { page: "report", childId: "c1", visit: "contact" },
  ];
  for (const place of places) assert.deepEqual(placeOf(hashOf(place)), place);
});

test("an address that leads nowhere leads to today", () => {
  for (const hash of ["", "#", "#/", "#/nowhere", "#/file", "#/visit/", "#/enrol", "#/enrol/", "#//file/x"]) {
    assert.deepEqual(placeOf(hash), { page: "today" }, hash);
  }
});
