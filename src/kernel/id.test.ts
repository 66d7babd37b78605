import assert from "node:assert/strict";
import { test } from "node:test";
import { derivedId, isDerived, isId, newId } from "./id.ts";

test("a new id is an id, and is nobody's derivation", () => {
  const id = newId();
  assert.ok(isId(id));
  assert.ok(!isDerived(id));
});

test("derived ids are distinct, repeatable, and cannot be sent by anybody", () => {
  const id = newId();
  const derived = Array.from({ length: 4094 }, (_, n) => derivedId(id, n + 1));
  assert.equal(new Set(derived).size, 4094);
  assert.equal(derivedId(id, 7), derived[6]);
  assert.ok(derived.every((one) => isDerived(one) && !isId(one)));
});

test("what is no id", () => {
  for (const text of ["", "x", 1, null, newId().toUpperCase(), `${newId()} `]) assert.ok(!isId(text), String(text));
});

test("an order outside its range is a bug", () => {
  for (const n of [0, -1, 4095, 1.5]) assert.throws(() => derivedId(newId(), n));
});
