import assert from "node:assert/strict";
import { createHash, createHmac, createSecretKey } from "node:crypto";
import { test } from "node:test";
import * as aesGcm from "./aesGcm.ts";
import { Key } from "./key.ts";
import { masterIdOf } from "./masterText.ts";
import * as sm4Sm3 from "./sm4Sm3.ts";
import { contextOf, open, suiteNamed } from "./suite.ts";

/* Published vectors, and texts that two other implementations made: whatever is stored today must open in thirty years. */

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const keyOf = (text: string) => createSecretKey(hex(text));
const ascending = (from: number, length: number): Buffer => Buffer.from(Array.from({ length }, (_, n) => from + n));
const root = new Key(ascending(0, 32));

/** A sealed text before encryption: the IV in its place, the rest empty. */
const withIv = (format: number, iv: Buffer, rest: number): Buffer =>
  Buffer.concat([Buffer.of(format), iv, Buffer.alloc(rest)]);

test("AES-256-GCM: test cases 13 to 16 of the GCM specification (McGrew, Viega)", () => {
  const key = "feffe9928665731c6d6a8f9467308308 feffe9928665731c6d6a8f9467308308";
  const iv = "cafebabefacedbaddecaf888";
  const text = `d9313225f88406e5a55909c5aff5269a 86a7a9531534f7da2e4c303d8a318a72
    1c3c0c95956809532fcf0e2449a6b525 b16aedf5aa0de657ba637b391aafd255`.replaceAll(/\s/g, "");
  const cipher = `522dc1f099567d07f47f37a32a84427d 643a8cdcbfe5c0c97598a2bd2555d1aa
    8cb08e48590dbb3da7b08b1056828838 c5f61e6393ba7a0abcc9f662898015ad`.replaceAll(/\s/g, "");
  const aad = "feedfacedeadbeeffeedfacedeadbeef abaddad2";
  const zero = "00".repeat(32);
  const cases = [
    [zero, "00".repeat(12), "", "", "", "530f8afbc74536b9a963b4f1c4cb738b"],
    [
      zero,
      "00".repeat(12),
      "00".repeat(16),
      "",
      "cea7403d4d606b6e074ec5d3baf39d18",
      "d0d1c8a799996bf0265b98b5d48ab919",
    ],
    [key, iv, text, "", cipher, "b094dac5d93471bdec1a502270e3cc6c"],
    [key, iv, text.slice(0, 120), aad, cipher.slice(0, 120), "76fc6ece0f4e1768cddf8853bb2d551b"],
  ] as const;
  for (const [k, nonce, plain, context, ciphertext, tag] of cases) {
    const sealed = withIv(1, hex(nonce), hex(plain).length + 16);
    aesGcm.encryptInto(sealed, keyOf(k.replaceAll(" ", "")), hex(plain), hex(context));
    assert.equal(sealed.toString("hex"), `01${nonce}${ciphertext}${tag}`);
    assert.deepEqual(aesGcm.decrypt(keyOf(k.replaceAll(" ", "")), sealed, hex(context)), hex(plain));
  }
});

test("SM4 (GB/T 32907 appendix A) and SM4-CTR (the counter example of the IETF's SM4 draft)", () => {
  const encrypts = keyOf("0123456789abcdeffedcba9876543210");
  const pair = { encrypts, authenticates: keyOf("00".repeat(32)) };
  // one block: the counter itself is encrypted, so the keystream of an empty text is the block of the standard
  const block = withIv(2, hex("0123456789abcdeffedcba9876543210"), 16 + 32);
  sm4Sm3.encryptInto(block, pair, Buffer.alloc(16), Buffer.alloc(0));
  assert.equal(block.toString("hex", 17, 33), "681edf34d206965e86b3e94f536e4246");
  const plain = hex("aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbb cccccccccccccccc dddddddddddddddd".replaceAll(" ", "") +
    "eeeeeeeeeeeeeeee ffffffffffffffff aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbb".replaceAll(" ", "")); // prettier-ignore
  const sealed = withIv(2, ascending(0, 16), plain.length + 32);
  sm4Sm3.encryptInto(sealed, pair, plain, Buffer.alloc(0));
  assert.equal(
    sealed.toString("hex", 17, 17 + 64),
    "ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514",
  );
  assert.deepEqual(sm4Sm3.decrypt(pair, sealed, Buffer.alloc(0)), plain);
});

test("SM3: both examples of GB/T 32905", () => {
  const sm3 = (text: string) => createHash("sm3").update(text).digest("hex");
  assert.equal(sm3("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  assert.equal(sm3("abcd".repeat(16)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
});

test("HMAC-SM3: the examples of GM/T 0042 appendix D.3, of which one passes through our own sealing", () => {
  const mac = (key: Buffer, text: string | Buffer) => createHmac("sm3", key).update(text).digest("hex");
  const alphabet = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".repeat(2);
  assert.equal(mac(ascending(1, 32), alphabet), "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a");
  assert.equal(
    mac(ascending(1, 37), Buffer.alloc(50, 0xcd)),
    "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae",
  );
  // what a sealed text is authenticated over: length of the context, context, IV, ciphertext
  const pair = { encrypts: keyOf("00".repeat(16)), authenticates: createSecretKey(ascending(1, 32)) };
  const sealed = withIv(2, ascending(7, 16), 5 + 32);
  sm4Sm3.encryptInto(sealed, pair, Buffer.from("plain"), Buffer.from("context"));
  const covered = Buffer.concat([hex("0000000000000007"), Buffer.from("context"), sealed.subarray(1, 22)]);
  assert.equal(sealed.toString("hex", 22), mac(ascending(1, 32), covered));
});

test("parts of a key are blocks of HKDF-Expand: RFC 5869, test case 1", () => {
  const prk = new Key(hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
  // its info is not UTF-8, so that block is computed here as Key.part does with the info that it gets
  const info = hex("f0f1f2f3f4f5f6f7f8f9");
  const block = createHmac("sha256", prk.bytes()).update(info).update(Buffer.of(1)).digest("hex");
  assert.equal(block, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  const same = createHmac("sha256", prk.bytes()).update("a use").update(Buffer.of(1)).digest();
  assert.deepEqual(prk.part("sha256", "a use", 32).export(), same);
  assert.deepEqual(prk.part("sha256", "a use", 16).export(), same.subarray(0, 16));
});

test("texts made by other implementations open: Python's cryptography, and sm-crypto-v2 for the second", () => {
  const aes = "01404142434445464748494a4bdcd7436bd3550fddebad4b7c57e540211162c26b0243bf478b2f8f6b";
  const sm4 =
    "02404142434445464748494a4b4c4d4e4f4d69cfab69da5e7342681f8f407ba0bf628db1255165cb1c1dbc64ec8338c4eb7618a81d5d093009936b8296";
  const context = contextOf("child", "entry", "facts");
  for (const sealed of [aes, sm4]) assert.equal(open(root, hex(sealed), context).toString(), "身份证号");
});

test("digests and the id of a key are those of other implementations", () => {
  const digest = (suite: string) => suiteNamed(suite).digest(root, "440582201501010012");
  assert.equal(digest("aes-256-gcm"), "SuWLtVLXCPulOhs-11h1c3YFi5OBQ5sv2tsJtNhZ_B8");
  assert.equal(digest("sm4-sm3"), "zd3NjjQQ5QHMu94HA6n228_bfpkpJxTAh3e_y87jABg");
  assert.equal(masterIdOf(root), "e7b77bef26b01bbf");
});
