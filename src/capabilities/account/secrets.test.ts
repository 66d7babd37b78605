import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { Secret, TOTP } from "otpauth";
import { quickerShare } from "#test/accounts.ts";
import { drawPassword, hashPassword, isOutdated, presentCost, verifyPassword } from "./passwords.ts";
import { sealerOf } from "./sealing.ts";
import { weaknessOf } from "./strength.ts";
import { drawSecret, enrolmentOf, stepOf } from "./totp.ts";

test("argon2id with its parameters beside it", async () => {
  const cheap = { memory: 64, passes: 2, parallelism: 1 };
  const phc = await hashPassword("pass word", cheap);
  assert.match(phc, /^\$argon2id\$v=19\$m=64,t=2,p=1\$/);
  assert.ok(await verifyPassword("pass word", phc));
  assert.ok(!(await verifyPassword("pass wore", phc)));
  assert.notEqual(phc, await hashPassword("pass word", cheap), "a salt of its own each time");
});

test("nobody's password is never right, and takes its time too", async () => {
  assert.equal(await verifyPassword("whatever", undefined), false);
  const phc = await hashPassword("Kq8#vzPw4m");
  const share = await quickerShare(40, () => verifyPassword("wrong", phc), () => verifyPassword("wrong", undefined)); // prettier-ignore
  assert.ok(share > 0.2 && share < 0.8, `a known one was quicker in ${share * 100} of 100`);
});

test("the same letters composed otherwise are the same password", async () => {
  const phc = await hashPassword("caf\u00e9-Kq8#vz", { memory: 64, passes: 1, parallelism: 1 });
  assert.ok(await verifyPassword("cafe\u0301-Kq8#vz", phc));
});

test("raised parameters are noticed", async () => {
  assert.ok(!isOutdated(await hashPassword("x")));
  assert.ok(isOutdated(await hashPassword("x", { ...presentCost, passes: 1 })));
  await assert.rejects(verifyPassword("x", "$argon2id$v=19$m=64,t=2,p=1$short$short"));
});

test("drawn passwords differ and are strong", () => {
  const drawn = new Set(Array.from({ length: 200 }, drawPassword));
  assert.equal(drawn.size, 200);
  for (const one of drawn) assert.equal(weaknessOf(one, "admin"), undefined, one);
});

test("codes are those of RFC 6238, appendix B", () => {
  // The RFC's secret "12345678901234567890"; its eight digits end in our six.
  const secret = Secret.fromUTF8("12345678901234567890").base32;
  for (const [seconds, code] of [[59, "287082"], [1_111_111_109, "081804"], [1_234_567_890, "005924"], [20_000_000_000, "353130"]] as const) {
    assert.equal(stepOf(secret, code, new Date(seconds * 1000)), Math.floor(seconds / 30), code);
  } // prettier-ignore
});

test("one step to either side is accepted, two are not", () => {
  const secret = drawSecret();
  const at = Date.parse("2024-07-01T02:00:10Z");
  const code = (shift: number): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at + shift * 30_000 }); // prettier-ignore
  const steps = [-2, -1, 0, 1, 2].map((shift) => stepOf(secret, code(shift), new Date(at)));
  assert.deepEqual(steps.map((step) => step !== undefined), [false, true, true, true, false]); // prettier-ignore
  for (const wrong of ["", "abcdef", "12345", "1234567"]) assert.equal(stepOf(secret, wrong, new Date(at)), undefined);
});

test("the picture holds what the authenticator needs", () => {
  const { uri, svg } = enrolmentOf(drawSecret(), "zhangsan");
  assert.match(
    decodeURIComponent(uri),
    /^otpauth:\/\/totp\/童护:zhangsan\?issuer=童护&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/,
  );
  assert.match(svg, /^<svg /);
  assert.doesNotMatch(svg, /<script|href/);
});

test("a sealed secret opens with its key and its context only", () => {
  const sealer = sealerOf(randomBytes(32));
  const sealed = sealer.seal(Buffer.from("geheim"), "totp:a");
  assert.equal(sealer.open(sealed, "totp:a").toString(), "geheim");
  assert.throws(() => sealer.open(sealed, "totp:b"));
  assert.throws(() => sealerOf(randomBytes(32)).open(sealed, "totp:a"));
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => sealer.open(changed, "totp:a"), `byte ${at}`);
  }
});
