import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkCharacter, readDisabilityCertificate, readIdNumber, readPhone, widen15 } from "./idNumber.ts";

const sample = "11010519491231002X"; // the sample of GB 11643 itself

test("the standard's own sample reads as a woman born on the last day of 1949", () => {
  assert.deepEqual(readIdNumber(sample), {
    ok: true,
    id: { number: sample, kind: "resident", birthDate: "1949-12-31", sex: "female", region: "110105" },
  });
  assert.deepEqual(readIdNumber(sample.toLowerCase()), readIdNumber(sample));
});

test("any single wrong digit and any swap of neighbours is noticed", () => {
  for (let i = 0; i < 17; i++) {
    for (const digit of "0123456789") {
      if (digit === sample[i]) continue;
      assert.equal(readIdNumber(sample.slice(0, i) + digit + sample.slice(i + 1)).ok, false, `${i} → ${digit}`);
    }
    if (i < 16 && sample[i] !== sample[i + 1]) {
      const swapped = `${sample.slice(0, i)}${sample[i + 1]}${sample[i]}${sample.slice(i + 2)}`;
      assert.equal(readIdNumber(swapped).ok, false, swapped);
    }
  }
});

test("the check character is the one that closes MOD 11-2 for every seventeen digits", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}$/), (first) => {
      const all = first + checkCharacter(first);
      let sum = 0;
      for (let i = 0; i < 18; i++) sum = (sum * 2 + (all[i] === "X" ? 10 : Number(all[i]))) % 11;
      return sum === 1;
    }),
  );
});

test("fifteen digits become eighteen, in 19xx", () => {
  assert.equal(widen15("110105491231002"), sample);
  const reading = readIdNumber("110105491231002");
  assert.equal(reading.ok && reading.id.number, sample);
});

test("residents of Hong Kong, Macao and Taiwan carry 81, 82 and 83", () => {
  for (const region of ["810000", "820000", "830000"]) {
    const first = `${region}20140501001`;
    const reading = readIdNumber(first + checkCharacter(first));
    assert.equal(reading.ok && reading.id.kind, "hmt");
    assert.equal(reading.ok && reading.id.sex, "male");
  }
});

test("each fault has its own name", () => {
  const wrong = (text: string): string => {
    const reading = readIdNumber(text);
    return reading.ok ? "ok" : reading.fault;
  };
  assert.equal(wrong("1101051949123100"), "length");
  assert.equal(wrong("11010519491231002Y"), "characters");
  assert.equal(wrong("1101051949123100２X"), "characters");
  const first = "11010520230229001"; // a day that 2023 did not have
  assert.equal(wrong(first + checkCharacter(first)), "birth");
  assert.equal(wrong("110105194912310021"), "check");
});

test("a disability certificate tells kind and level by its last two digits", () => {
  const reading = readDisabilityCertificate(`${sample}52`);
  assert.deepEqual(reading.ok && [reading.certificate.kind, reading.certificate.level], ["intellect", 2]);
  assert.equal(readDisabilityCertificate(`${sample}12b1`).ok, true);
  const wrong = (text: string): string => {
    const answer = readDisabilityCertificate(text);
    return answer.ok ? "ok" : answer.fault;
  };
  assert.equal(wrong(sample), "length");
  assert.equal(wrong(`${sample}82`), "kind");
  assert.equal(wrong(`${sample}15`), "level");
  assert.equal(wrong(`11010519491231002152`), "id");
  assert.equal(wrong(`${sample}1x`), "characters");
});

test("telephones lose their separators and nothing else", () => {
  assert.equal(readPhone("138 0013-8000"), "13800138000");
  assert.equal(readPhone("+86 138 0013 8000"), "13800138000");
  assert.equal(readPhone("0086-0663-2221234"), "06632221234");
  assert.equal(readPhone("(0663) 2221234"), "06632221234");
  assert.equal(readPhone("2221234"), "2221234");
  assert.equal(readPhone("12800138000"), null);
  assert.equal(readPhone("13800138000、13900139000"), null);
  assert.equal(readPhone("1".repeat(100_000)), null);
});
