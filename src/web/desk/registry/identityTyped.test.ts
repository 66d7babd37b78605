import assert from "node:assert/strict";
import { test } from "node:test";
import { checkCharacter, widen15 } from "#kernel/idNumber.ts";
import { readIdentity } from "./identityTyped.ts";

const first17 = "99000020140501002";
const whole = first17 + checkCharacter(first17);

test("an unfinished number is no fault, a whole one says birth and sex", () => {
  assert.deepEqual(readIdentity(" "), { state: "empty" });
  assert.deepEqual(readIdentity(first17), { state: "typing" });
  const read = { state: "read", birthDate: "2014-05-01", sex: "female", kind: "resident", number: whole };
  assert.deepEqual(readIdentity(whole), read);
  assert.deepEqual(readIdentity(`${whole.slice(0, 6)} ${whole.slice(6)}`), read);
});

test("full-width digits and a small x are read as they are meant", () => {
  const wide = [...whole]
    .map((digit) => (digit === "X" ? "ｘ" : String.fromCharCode(digit.charCodeAt(0) + 0xfee0)))
    .join("");
  assert.equal(readIdentity(wide).state, "read");
});

test("each fault has its own sentence", () => {
  const wrong = (text: string): string => {
    const read = readIdentity(text);
    return read.state === "wrong" ? read.say : read.state;
  };
  assert.match(wrong("99000A"), /数字/);
  assert.match(wrong(`${whole}1`), /位数/);
  assert.match(wrong(`990000201402300021`), /出生日期/);
  assert.match(wrong(first17 + (whole.endsWith("0") ? "1" : "0")), /校验/);
});

test("fifteen digits of an old card are widened", () => {
  const read = readIdentity("990000990501002");
  assert.equal(read.state === "read" && read.number, widen15("990000990501002"));
});
