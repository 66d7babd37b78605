import assert from "node:assert/strict";
import { test } from "node:test";
import { exposureOf, listeningOn } from "./exposed.ts";

test("a server that others reach without secure cookies is told so at its start; one for itself, or behind TLS, is not", () => {
  const secure = { TONGHU_SECURE_COOKIE: "1" };
  for (const host of ["0.0.0.0", "::", "10.1.2.3", "tonghu.example.org"]) {
    assert.match(exposureOf({}, host) ?? "", /TONGHU_SECURE_COOKIE=1/, host);
    assert.equal(exposureOf(secure, host), undefined, host);
  }
  for (const host of ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
    assert.equal(exposureOf({}, host), undefined, host);
  assert.match(exposureOf({ TONGHU_TRUST_PROXY: "127.0.0.1" }, "127.0.0.1") ?? "", /HTTPS/);
  assert.match(exposureOf({ TONGHU_SECURE_COOKIE: "yes" }, "0.0.0.0") ?? "", /HTTPS/, "nothing but 1 sets it");
});

test("localhost is one address: a second server would have no gate before it", () => {
  assert.deepEqual(
    ["localhost", undefined, "0.0.0.0", "::1"].map((host) => listeningOn(host)),
    ["127.0.0.1", "127.0.0.1", "0.0.0.0", "::1"],
  );
});
