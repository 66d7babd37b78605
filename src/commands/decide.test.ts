import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isProblem } from "#kernel/problem.ts";
import type { Io, Values } from "./command.ts";
import { command } from "./decide.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "tonghu-decide-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const girl = {
  id: "A-1",
  birthDate: "2014-05-01",
  hukou: { kind: "rural", area: "445281103001" },
  "risk.violence": "suspected",
};

async function run(text: string | Uint8Array, values: Values = {}, pour?: Io["pour"]) {
  const file = join(folder, "facts.json");
  await writeFile(file, text);
  const [out, err]: string[][] = [[], []];
  const io: Io = {
    out: (line) => void out?.push(line),
    err: (line) => void err?.push(line),
    env: {},
    json: false,
    ...(pour ? { pour } : {}),
  };
  const code = await command.run({ policy: "puning", "as-of": "2024-07-01", ...values }, [file], io);
  return { code, out: out?.join("\n") ?? "", err: err?.join("\n") ?? "" };
}

const refusal = async (text: string | Uint8Array, values: Values = {}): Promise<[string, unknown]> => {
  try {
    await run(text, values);
  } catch (thrown) {
    if (isProblem(thrown)) return [thrown.code, thrown.data["key"]];
    throw thrown;
  }
  return ["", ""];
};

interface Said {
  id?: unknown;
  policy?: string;
  grade?: { level: string | null };
  missing?: string[];
  error?: { code: string; key?: string; index: number; message: string };
}

test("an object in, an object out, with the caller's id", async () => {
  const { code, out, err } = await run(JSON.stringify(girl));
  const said = JSON.parse(out) as Said;
  assert.deepEqual([code, err, said.id, said.policy, said.grade?.level], [0, "", "A-1", "puning@1", "red"]);
  assert.ok(said.missing?.includes("father.status"));
});

test("a batch: each refused child has its error in its place, the others their answers", async () => {
  const batch = [
    girl,
    { id: 2, birthday: "2014" },
    { birthDate: "2023-02-29" },
    7,
    { id: {}, birthDate: "2014-05-01" },
    {},
  ];
  const { code, out } = await run(JSON.stringify(batch));
  const said = JSON.parse(out) as Said[];
  assert.equal(code, 1);
  assert.deepEqual(
    said.map((one) => one.error && [one.error.code, one.error.key, one.error.index]),
    [
      undefined,
      ["policy.fact_unknown", "birthday", 1],
      ["policy.fact_invalid", "birthDate", 2],
      ["policy.facts_unreadable", undefined, 3],
      ["policy.fact_invalid", "id", 4],
      undefined,
    ],
  );
  assert.equal(said[1]?.id, 2);
  assert.match(said[1]?.error?.message ?? "", /birthday/);
  assert.deepEqual(await run("[]").then((empty) => [empty.code, JSON.parse(empty.out)]), [0, []]);
});

test("a line each: NDJSON in, NDJSON out", async () => {
  const { code, out } = await run(`\ufeff${JSON.stringify(girl)}\r\n\n${JSON.stringify({ id: 2 })}\n{"half":\n`);
  const said = out.split("\n").map((line) => JSON.parse(line) as Said);
  assert.deepEqual([code, said.map((one) => one.id ?? one.error?.code)], [1, ["A-1", 2, "policy.facts_unreadable"]]);
});

interface Because {
  categories: {
    id: string;
    answer: string;
    because: { fact: string; say: string; clause: string; label?: string }[];
  }[];
}

test("a plain no gives what decided it, or with --full all that speaks for it, or with --brief nothing", async () => {
  const child = { birthDate: "2014-05-01", hukou: { kind: "urban" }, recognised: ["none"], "father.status": ["none"] };
  const noes = async (values: Values, id: string) => {
    const { categories } = JSON.parse((await run(JSON.stringify(child), values)).out) as Because;
    const found = categories.find((one) => one.id === id);
    assert.equal(found?.answer, "no");
    return found?.because.map((one) => one.fact);
  };
  assert.deepEqual(await noes({}, "single_parent"), ["hukou.kind"]);
  assert.deepEqual(await noes({}, "at_risk.orphan"), ["recognised", "father.status", "health.hiv"]);
  assert.deepEqual(await noes({ brief: true }, "at_risk.orphan"), []);
  assert.ok(((await noes({ full: true }, "at_risk.orphan"))?.length ?? 0) >= 3);
  const { categories } = JSON.parse((await run(JSON.stringify(child))).out) as Because;
  for (const { because } of categories)
    for (const reason of because) assert.ok(reason.fact && reason.say && reason.clause && !("label" in reason));
});

test("answers go out in portions, the next when the last is taken", async () => {
  const count = 400;
  let [open, most, bytes] = [0, 0, ""];
  const pour = async (portion: Uint8Array): Promise<void> => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 1));
    bytes += Buffer.from(portion).toString("latin1");
    open--;
  };
  const batch = Array.from({ length: count }, (_, n) => ({ ...girl, id: `第${n}名` }));
  assert.equal((await run(JSON.stringify(batch), {}, pour)).code, 0);
  const said = JSON.parse(Buffer.from(bytes, "latin1").toString("utf8")) as Said[];
  assert.deepEqual([most, said.length, said[399]?.id], [1, count, "第399名"]);
});

test("an array that breaks off is refused, after the children before it", async () => {
  for (const text of ["[{}", "[{},", "[{},]", "[,{}]", "[{} {}]", "[{}]x", '[{"a]', "[{]}", '[{}, {"x": "\\"}'])
    assert.equal((await refusal(text))[0], "policy.facts_unreadable", text);
});

test("one object that is refused refuses the call", async () => {
  assert.deepEqual(await refusal('{"father":{"away":{"sinse":"2024-01-01"}}}'), [
    "policy.fact_unknown",
    "father.away.sinse",
  ]);
  assert.deepEqual(await refusal('{"birthDate":"2024-02-31"}'), ["policy.fact_invalid", "birthDate"]);
  assert.deepEqual(await refusal('{"__proto__":{"birthDate":"2014-05-01"}}'), ["policy.fact_unknown", "__proto__"]);
  assert.deepEqual(await refusal('{"mother.status":["dead","flown"]}'), ["policy.fact_invalid", "mother.status"]);
  assert.deepEqual(await refusal('{"disability.level":1e400}'), ["policy.fact_invalid", "disability.level"]);
});

test("what is no JSON is refused", async () => {
  for (const text of ["", "7", '"x"', "null", "{", "[1", "a\nb", new Uint8Array([0xff, 0xfe, 0x7b])]) {
    assert.equal((await refusal(text))[0], "policy.facts_unreadable", JSON.stringify(text));
  }
  assert.equal((await refusal(`${'{"father":'.repeat(50_000)}1${"}".repeat(50_000)}`))[0], "policy.fact_unknown");
  assert.equal((await refusal(`{"${"長".repeat(100_000)}":1}`))[0], "policy.fact_unknown");
});

test("by area the policy in effect on the day; by name also out of its time, with a word of warning", async () => {
  const by = async (day: string): Promise<unknown> =>
    (JSON.parse((await run("{}", { policy: undefined, area: "445281103", "as-of": day })).out) as Said).policy;
  assert.deepEqual([await by("2024-06-20"), await by("2024-06-21")], ["guangdong@1", "puning@1"]);
  const early = await run("{}", { "as-of": "2024-06-20" });
  assert.deepEqual([early.code, (JSON.parse(early.out) as Said).policy], [0, "puning@1"]);
  assert.match(early.err, /2024-06-21/);
  assert.equal(
    (await refusal("{}", { policy: undefined, area: "11", "as-of": "1990-01-01" }))[0],
    "policy.none_in_effect",
  );
});

test("wrong words on the command line", async () => {
  const usage: Values[] = [
    { policy: undefined },
    { area: "445281" },
    { "as-of": "2024-02-30" },
    { policy: undefined, area: "x" },
  ];
  for (const values of usage) assert.equal((await refusal("{}", values))[0], "cli.usage", JSON.stringify(values));
  assert.equal((await refusal("{}", { brief: true, full: true }))[0], "cli.usage");
  assert.equal((await refusal("{}", { policy: "nowhere" }))[0], "policy.unknown");
  assert.equal((await refusal("{}", { policies: join(folder, "none") }))[0], "policy.no_packs");
});

test("from standard input, as a process", () => {
  const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
  const tonghu = (args: string[], input: string) =>
    spawnSync(process.execPath, [cli, ...args], { input, encoding: "utf8" });
  const done = tonghu(["decide", "--policy", "puning", "--as-of", "2024-07-01", "-"], JSON.stringify([girl]));
  assert.deepEqual([done.status, done.stderr, (JSON.parse(done.stdout) as Said[])[0]?.id], [0, "", "A-1"]);
  const today = tonghu(["decide", "--policy", "puning", "-"], "{}");
  assert.match(today.stdout, /"asOf": "\d{4}-\d{2}-\d{2}"/);
  assert.equal(tonghu(["decide", "--policy", "puning"], "").status, 2);
  assert.equal(tonghu(["decide", "--policy", "puning", "-"], '{"x":1}').status, 3);
});
