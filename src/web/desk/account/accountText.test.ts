import assert from "node:assert/strict";
import { test } from "node:test";
import { browserOf, momentText, spanOf } from "./accountText.ts";

test("a moment is told in China's time", () => {
  assert.match(momentText("2024-06-30T16:05:00.000Z"), /2024年7月1日\s?00:05/);
});

test("a post says from when, and until when where it ends", () => {
  assert.equal(spanOf({ fromDay: "2024-07-01", toDay: null }), "2024年7月1日起");
  assert.equal(spanOf({ fromDay: "2024-07-01", toDay: "2025-01-01" }), "2024年7月1日至2025年1月1日止");
});

test("a browser is named in words, also one that says nothing", () => {
  assert.equal(
    browserOf("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"),
    "电脑，微软浏览器",
  );
  assert.equal(
    browserOf("Mozilla/5.0 (Linux; Android 9) Chrome/66.0 Mobile Safari/537.36 MicroMessenger/8.0"),
    "安卓手机，微信",
  );
  assert.equal(browserOf(null), "不明设备");
  assert.doesNotMatch(browserOf("curl/8.0"), /[a-z]/);
});
