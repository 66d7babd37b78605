import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { labels } from "../../src/joined.ts";
import { serverOf } from "../../src/composition.ts";
import { browser, type Browser, signedIn } from "../accounts.ts";
import { type Cast, cast, places } from "../cast.ts";
import { requestOf } from "./requests.ts";
import type { Schema } from "./schemas.ts";
import { type Target, targetMaker } from "./targets.ts";

/*
 * What a person reads of a refusal: at every operation, each field missing, of another type, too long, outside its list, and
 * a field too much, is told in Chinese and by the field's Chinese name; the code is for programs.
 */

let people: Cast;
let app: FastifyInstance;
let folder: string;
let target: Target;
const by = new Map<string, Browser>();

interface Operation {
  readonly name: string;
  readonly capability: string;
  readonly permission: string | undefined;
  readonly body: Schema | undefined;
  readonly query: readonly string[];
}
let operations: Operation[] = [];

interface Described {
  readonly "x-permission"?: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
}

before(async () => {
  people = await cast();
  folder = mkdtempSync(join(tmpdir(), "tonghu-refusals-"));
  app = await serverOf(people.tonghu, folder, "silent");
  target = await targetMaker(people, folder).whole({ area: places.eastVillage, otherArea: "445281001002" });
  const { paths } = (await browser(app).get("/openapi.json")).body as { paths: Record<string, Record<string, Described>> }; // prettier-ignore
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`,
      capability: path.split("/")[2] ?? "",
      permission: described["x-permission"],
      body: described.requestBody?.content["application/json"]?.schema,
      query: described.parameters.filter((one) => one.in === "query").map(({ name }) => name),
    })),
  );
  for (const kind of ["county", "supervisor", "director", "security_admin", "audit_admin", "auditor", "system_admin"] as const) {
    const area = { county: places.county, supervisor: places.east, director: places.eastVillage, auditor: places.county }[kind as "county"] ?? "0"; // prettier-ignore
    by.set(kind, (await signedIn(people, app, { login: `refused-${kind}`, kind, area })).at);
  }
}); // prettier-ignore
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Each property of a schema, also inside lists and choices, with its path. */
function fieldsOf(schema: Schema, path: readonly string[] = []): (readonly string[])[] {
  const at = schema as { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; oneOf?: Schema[]; allOf?: Schema[] }; // prettier-ignore
  const own = Object.entries(at.properties ?? {}).flatMap(([name, one]) => [[...path, name], ...fieldsOf(one, [...path, name])]); // prettier-ignore
  const inside = at.items ? fieldsOf(at.items, [...path, "0"]) : [];
  return [...own, ...inside, ...[at.anyOf, at.oneOf, at.allOf].flatMap((list) => (list ?? []).flatMap((one) => fieldsOf(one, path)))]; // prettier-ignore
}

test("every field of every operation has a Chinese name", () => {
  const nameless = operations.flatMap(({ name, capability, body, query }) => {
    const fields = [...query.map((one) => [one]), ...(body ? fieldsOf(body) : [])];
    return fields.filter((path) => !/\p{Script=Han}/u.test(labels(path.join("."), capability) ?? "")).map((path) => `${name}: ${path.join(".")}`); // prettier-ignore
  });
  assert.deepEqual(nameless, []);
});

/** Values that no field takes: none of them is quoted in an answer either. */
const wrong: readonly unknown[] = [undefined, null, 7.5, -1, true, "", "ZZquotedZZ", "字".repeat(6_000), [], [7.5], { ZZkeyZZ: 1 }, ["ZZquotedZZ"]]; // prettier-ignore

function withAt(path: readonly string[], value: unknown): unknown {
  const [first = "", ...rest] = path;
  const inner = rest.length === 0 ? value : withAt(rest, value);
  return first === "0" ? [inner] : { [first]: inner };
}

interface Told {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly issues?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

/** Words that a person in an office knows. */
const known = /\b(?:JSON|MB|kB|PDF|xlsx|CSV|Excel|WPS)\b/g;
const isChinese = (text: string): boolean =>
  /\p{Script=Han}/u.test(text) && !/[A-Za-z]{2,}/.test(text.replace(known, ""));

function faultsOf(told: Told): string[] {
  const texts = [told.detail, ...(told.issues ?? []).map(({ message }) => message)];
  const codes = (told.issues ?? []).filter(({ code }) => !/^[a-z_]+(?:\.[a-z_]+)?$/.test(code)).map(({ code }) => `code ${code}`); // prettier-ignore
  return [...texts.filter((text) => !isChinese(text) || /\.\s*$/.test(text)), ...codes];
}

async function ask({ name, permission }: Operation, kind: string, payload: unknown, query = ""): Promise<Told> {
  const { method, url } = requestOf(name, target);
  const cookie = [...(by.get(kind)?.jar ?? [])].map(([key, value]) => `${key}=${value}`).join("; ");
  const headers = { cookie, ...(payload !== undefined && { "content-type": "application/json" }) };
  const bare = query === "" ? url : `${url.split("?")[0]}?${query}`;
  const answer = await app.inject({ method, url: bare, headers, ...(payload !== undefined && { payload: JSON.stringify(payload) }), remoteAddress: `192.0.2.${(permission ?? "").length + 1}` }); // prettier-ignore
  if (answer.statusCode < 400) return { status: answer.statusCode, code: "", detail: "" };
  assert.ok(answer.statusCode < 500, `${name}: ${answer.body}`);
  assert.ok(!/ZZ(?:quoted|key)ZZ/.test(answer.body), `${name} quotes what was sent: ${answer.body}`);
  return answer.json<Told>();
}

/** The first post that may ask it. */
async function askerOf(operation: Operation): Promise<string> {
  const sent = operation.body ? {} : undefined;
  for (const kind of by.keys()) {
    if ((await ask(operation, kind, sent, "ZZkeyZZ=1")).code !== "account.not_permitted") return kind;
  }
  return "county";
}

/** They end the session that asks. */
const spoils = /^DELETE \/api\/account\/sessions?\b/;

test("whatever is wrong with an input is said in Chinese, by the field's name, at every operation", async () => {
  const faults: string[] = [];
  let [tried, named] = [0, 0];
  for (const operation of operations.filter(({ name }) => !spoils.test(name))) {
    const kind = await askerOf(operation);
    const bodies = operation.body ? fieldsOf(operation.body).flatMap((path) => wrong.map((value) => withAt(path, value))) : []; // prettier-ignore
    const asked = [
      ...(operation.body ? [{}, [], null, 7, { ZZkeyZZ: 1 }, ...bodies] : []).map((payload) => [payload, ""] as const),
      ...operation.query.flatMap((one) => ["", "ZZquotedZZ", "-1"].map((value) => [operation.body ? {} : undefined, `${one}=${value}`] as const)),
      [operation.body ? {} : undefined, "ZZkeyZZ=1"] as const,
    ]; // prettier-ignore
    for (const [payload, query] of asked) {
      const told = await ask(operation, kind, payload, query);
      if (told.status < 400) continue;
      tried += 1;
      if ((told.issues ?? []).some(({ message }) => message.includes("“"))) named += 1;
      const found = faultsOf(told);
      if (found.length > 0) faults.push(`${operation.name} ${JSON.stringify(payload)?.slice(0, 80)} ${query}: ${told.code} ${found.join(" | ")}`); // prettier-ignore
    }
  }
  assert.deepEqual([...new Set(faults)].slice(0, 40), [], `${faults.length} of ${tried}`);
  assert.ok(tried > 1_500 && named > tried / 2, `${tried} refusals, ${named} with a name`);
});

test("a refusal names the field, says what is wrong, and counts the rest", async () => {
  const said = async (kind: string, url: string, body: unknown): Promise<Told> => (await by.get(kind)?.post(url, body))?.body as Told; // prettier-ignore
  assert.equal((await said("county", "/api/registry/children", {})).detail, "“编号”没有填写。（另有 3 处）");
  const visits = `/api/visit/children/${target.child}/visits`;
  const { issues = [] } = await said("supervisor", visits, { problems: [{ title: "钱" }, { title: "" }], day: "2024-02-30" }); // prettier-ignore
  const told = issues.map(({ code, message }) => `${code} ${message}`).join("\n");
  assert.match(told, /^missing “编号”没有填写。$/m);
  assert.match(told, /^too_small 第 2 项中，“问题”不能少于 2 个字。$/m);
  assert.match(told, /^registry\.day_malformed “日期”：日期应写成 2024-07-01 这样，并且确有这一天。$/m);
});
