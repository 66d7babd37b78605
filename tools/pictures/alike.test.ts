import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { differing } from "./alike.ts";

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#ffffff" } });
const carded = (width: number): Promise<Buffer> =>
  blank(200, 100).composite([{ input: { create: { width, height: 50, channels: 3, background: "#2f4374" } }, left: 10, top: 10 }]).png().toBuffer(); // prettier-ignore

test("a picture is its own like, also saved anew with loss; a card more is seen, and another size is another picture", async () => {
  const [plain, card] = [await blank(200, 100).png().toBuffer(), await carded(40)];
  assert.equal(await differing(card, card), 0);
  assert.ok((await differing(card, await sharp(card).webp({ quality: 50 }).toBuffer())) < 0.01);
  assert.ok(Math.abs((await differing(plain, card)) - 0.1) < 0.02);
  assert.ok((await differing(card, await carded(42))) < 0.01);
  assert.equal(await differing(plain, await blank(201, 100).png().toBuffer()), 1);
});
