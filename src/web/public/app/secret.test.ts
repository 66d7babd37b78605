import assert from "node:assert/strict";
import { test } from "node:test";
import { LookUpConcern } from "#capabilities/concern/words.ts";
import { digitsIn, inFours, newSecret, NUMBER_DIGITS } from "./secret.ts";

test("a secret is what the server takes, another one each time, and is read back as it was written", () => {
  const made = new Set(Array.from({ length: 200 }, () => newSecret()));
  assert.equal(made.size, 200);
  for (const secret of made) {
    const number = "1".repeat(NUMBER_DIGITS);
    assert.ok(LookUpConcern.safeParse({ number, secret }).success, secret);
    assert.equal(digitsIn(inFours(secret)), secret);
  }
  assert.equal(inFours("4081632640815263"), "4081 6326 4081 5263");
  assert.equal(digitsIn(" ４０８１-63 26"), "40816326");
});

test("no digit is liked more than another: what would lean is drawn again", () => {
  const draws = [new Uint8Array(64).fill(255), Uint8Array.from({ length: 64 }, (_, n) => n)];
  const secret = newSecret((bytes) => bytes.set(draws.shift() ?? new Uint8Array(64)));
  assert.equal(secret, "0123456789012345");
});
