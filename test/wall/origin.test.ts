import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { serverOf } from "../../src/composition.ts";
import { type Browser, signedIn } from "../accounts.ts";
import { type Cast, cast, places } from "../cast.ts";
import { operations } from "./operations.ts";
import { requestOf } from "./requests.ts";
import { type Target, targetMaker } from "./targets.ts";

/* Trial 7: pages of other origins act in nobody's name; and what every answer says to the browser. */

let people: Cast;
let app: FastifyInstance;
let folder: string;
let target: Target;
let at: Browser;
let cookie: string;

before(async () => {
  people = await cast();
  folder = mkdtempSync(join(tmpdir(), "tonghu-origin-"));
  app = await serverOf(people.tonghu, folder, "silent");
  target = await targetMaker(people, folder).whole({ area: places.eastVillage, otherArea: "445281001002" });
  ({ at } = await signedIn(people, app, { login: "victim", kind: "county", area: places.county }));
  cookie = [...at.jar].map(([name, value]) => `${name}=${value}`).join("; ");
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const HOST = "tonghu.example";
const foreign: readonly Record<string, string>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: `https://${HOST}.evil.example` },
  { origin: `https://evil.example/${HOST}` },
  { origin: `https://${HOST}@evil.example` },
  { origin: `https://${HOST}:8443` },
  { origin: "not a URL" },
  { origin: "" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: `https://${HOST}`, "sec-fetch-site": "cross-site" },
];

const unsafe = Object.keys(operations).filter((name) => !name.startsWith("GET "));

test("no operation that changes anything is done for another origin, whatever it sends", async () => {
  const { owner } = people.database.db;
  const entries = async (): Promise<unknown> => (await owner.query("select count(*) from entry")).rows[0];
  const earlier = await entries();
  assert.ok(unsafe.length > 30);
  for (const name of unsafe) {
    const { method, url, body } = requestOf(name, target);
    for (const headers of foreign) {
      const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
      const sent = { host: HOST, cookie, ...headers, ...(body !== undefined && { "content-type": "application/json" }) };
      const answer = await app.inject({ method, url, headers: sent, ...payload });
      assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, "http.forbidden_origin"], `${name} ${JSON.stringify(headers)}`);
    }
  }
  assert.deepEqual(await entries(), earlier);
  assert.equal((await at.get("/api/account/me")).status, 200, "nobody was signed out");
}); // prettier-ignore

test("nothing of the interface is opened for another site's page, and no look is kept in somebody's name; a provider's way back is open", async () => {
  const { owner } = people.database.db;
  const looks = async (): Promise<unknown> => (await owner.query("select count(*) from trace_fresh")).rows[0];
  const earlier = await looks();
  const back = "GET /api/account/provider/return";
  const gets = Object.keys(operations).filter((name) => name.startsWith("GET /api/") && name !== back);
  for (const name of gets) {
    for (const site of ["cross-site", "same-site"]) {
      const headers = { host: HOST, cookie, "sec-fetch-site": site, "sec-fetch-mode": "navigate" };
      const answer = await app.inject({ url: requestOf(name, target).url, headers });
      assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, "http.forbidden_origin"], name);
    }
  }
  assert.deepEqual(await looks(), earlier);
  for (const url of ["/api/account/provider/return?code=x", "/healthz", "/openapi.json"]) {
    const { statusCode } = await app.inject({ url, headers: { host: HOST, "sec-fetch-site": "cross-site" } });
    assert.notEqual(statusCode, 403, url);
  }
  for (const site of ["same-origin", "none"]) {
    const answer = await app.inject({
      url: "/api/account/me",
      headers: { host: HOST, cookie, "sec-fetch-site": site },
    });
    assert.equal(answer.statusCode, 200, site);
  }
});

test("what a form of another page can send without being asked about is no JSON of ours", async () => {
  for (const name of unsafe) {
    const { method, url, body } = requestOf(name, target);
    if (body === undefined) continue;
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const answer = await app.inject({ method, url, headers: { host: HOST, cookie, "content-type": type }, payload: JSON.stringify(body) }); // prettier-ignore
      assert.ok([400, 403, 415].includes(answer.statusCode), `${name} ${type}: ${answer.statusCode} ${answer.body}`);
    }
  }
});

test("our own pages and programs without a browser are heard", async () => {
  const own: readonly Record<string, string>[] = [
    {},
    { origin: `https://${HOST}` },
    { origin: `http://${HOST}`, "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
  ];
  for (const headers of own) {
    const answer = await app.inject({ method: "POST", url: `/api/registry/children/${target.child}/facts`, headers: { host: HOST, cookie, "content-type": "application/json", ...headers }, payload: "{}" }); // prettier-ignore
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [400, "http.input_invalid"]);
  }
});

test("every answer, also a refusal and one of no route, forbids frames, foreign scripts, guessing and keeping", async () => {
  const urls = ["/api/account/me", "/api/nothing", "/api/%", "/healthz", "/openapi.json", `/api/registry/children/${target.child}`, "/api/returns/puning-annex-1/file/html", "/"]; // prettier-ignore
  for (const url of urls) {
    const { headers } = await app.inject({ url, headers: { cookie } });
    const policy = String(headers["content-security-policy"]);
    assert.match(policy, /script-src 'self'(;|$)/, url);
    assert.doesNotMatch(policy, /script-src[^;]*(unsafe|\*|data:|http)/, url);
    for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) assert.ok(policy.includes(part), `${url}: ${part}`); // prettier-ignore
    assert.deepEqual(
      ["x-frame-options", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "cache-control"].map((name) => headers[name]), // prettier-ignore
      ["DENY", "nosniff", "same-origin", "same-origin", "same-origin", "no-store"],
      url,
    );
    for (const name of ["access-control-allow-origin", "server", "x-powered-by"]) assert.equal(headers[name], undefined, name); // prettier-ignore
  }
  const plain = await app.inject({ url: "/healthz" });
  assert.equal(plain.headers["strict-transport-security"], undefined);
});

test("behind TLS browsers are told to come by it alone", async () => {
  const tls = await serverOf({ ...people.tonghu, account: { ...people.tonghu.account, secure: true } }, "", "silent");
  try {
    const { headers } = await tls.inject({ url: "/healthz" });
    assert.match(String(headers["strict-transport-security"]), /^max-age=31536000/);
  } finally {
    await tls.close();
  }
});
