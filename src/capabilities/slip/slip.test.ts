import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { readRows, writeWorkbook } from "#platform/files/index.ts";
import type { Slip } from "./making.ts";
import { lineOf, planOf, type SlipWords } from "./plan.ts";
import { type Answered, type SlipBackWorld, takeSlip, type Taking } from "./taking.ts";
import { tokenKeyOf, tokenOf } from "./token.ts";
import { MOST_FAULTS, MOST_LINES, type SlipTaken } from "./words.ts";

/* A slip is drawn, filled and taken back, without a database: what is signed, what is bounded, what is told. */

const words: SlipWords = {
  title: "表", sheet: "待办", choices: "选项", said: ["姓名", "事项"], asked: ["办理", "说明"], options: ["已办理"], token: "校验码", widths: [10, 10, 10, 10, 30],
}; // prettier-ignore
const slip: Slip = { kind: "referral", words };
const secret = Buffer.alloc(32, 7);
const world = {
  identitySecret: secret,
  sentence: ({ code }: Problem) => code,
} as unknown as SlipBackWorld;
const officer = (department: "education" | "police"): Actor => ({
  personId: newId(), name: "经办", post: "department", department, area: "445281", scope: { ...subtree("445281"), department },
}); // prettier-ignore

interface Line {
  readonly name?: string;
  readonly answers: readonly string[];
  readonly token?: string;
}
const child = newId();
const token = (of: string, kind = "referral", department = "education"): string =>
  tokenOf(
    tokenKeyOf(secret, kind),
    { department, said: ["某某", "辍学"] },
    { childId: child, of, number: "20240701-00001-00002" },
  );

async function bytesOf(lines: readonly Line[]): Promise<Buffer> {
  const watermark = { line: "导出编号" } as Parameters<typeof planOf>[1];
  const rows = lines.map(({ answers, token: given = "", name = "某某" }) => {
    const row = lineOf(words, [name, "辍学"], given);
    const cells = row.cells.map((cell, n) => (n > 1 && n < 4 ? (answers[n - 2] ?? "") : cell));
    return { ...row, cells };
  });
  // oxlint-disable-next-line typescript/require-await -- a plan's rows are read as they come
  async function* all() {
    yield* rows;
  }
  const pieces: Buffer[] = [];
  for await (const piece of writeWorkbook(planOf(words, watermark, all))) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

interface Taken {
  readonly answer: SlipTaken | string;
  readonly performed: readonly Answered[];
}

async function taken(lines: readonly Line[], actor = officer("education"), of: Slip = slip): Promise<Taken> {
  const performed: Answered[] = [];
  // oxlint-disable-next-line typescript/require-await -- as a command is
  const perform: Taking["perform"] = async (line) => {
    if (line.answers[0] !== "已办理") throw new Problem("test.unclear");
    performed.push(line);
    return {
      repeated: false,
      subject: { id: line.childId, childId: null, area: "445281", seq: 1, hash: "", state: {}, key: null },
    };
  };
  const file = { name: "表.xlsx", content: Readable.from([await bytesOf(lines)]) };
  try {
    return { answer: await takeSlip(world, actor, { slip: of, perform }, file), performed };
  } catch (thrown) {
    if (!isProblem(thrown)) throw thrown;
    return { answer: `${thrown.status} ${thrown.code}`, performed };
  }
}

test("filled lines are commands, each once under one id; an empty line is none", async () => {
  const lines = [{ answers: ["已办理", "好"], token: token("1") }, { answers: [], token: token("2") }, { answers: ["已办理", "另"], token: token("3") }];
  const [first, again] = [await taken(lines), await taken(lines)];
  assert.deepEqual(first.answer, { done: 2, again: [], faults: [], left: 0 });
  assert.deepEqual(first.performed.map(({ childId, of, answers }) => [childId, of, answers]), [[child, "1", ["已办理", "好"]], [child, "3", ["已办理", "另"]]]);
  assert.deepEqual(again.performed.map(({ id }) => id), first.performed.map(({ id }) => id));
}); // prettier-ignore

test("a changed line, one without its signature, another department's and another kind's are refused, and stop no other", async () => {
  const good = { answers: ["已办理", "好"], token: token("1") };
  const wrong = [token("1").replace("/1/", "/2/"), "", token("1", "bulletin"), token("1", "referral", "police")];
  const { answer, performed } = await taken([...wrong.map((given) => ({ ...good, token: given })), good]);
  assert.deepEqual([(answer as SlipTaken).done, performed.length], [1, 1]);
  assert.deepEqual((answer as SlipTaken).faults, [3, 4, 5, 6].map((row) => ({ row, say: "slip.line_unsigned" })));
  assert.equal((await taken([good], officer("police"))).performed.length, 0);
}); // prettier-ignore

test("a line whose name was sorted away from its signature is refused: the answer would be another child's", async () => {
  const [own, other] = [{ answers: ["已办理", "好"], token: token("1") }, { name: "别人", answers: ["已办理", "好"], token: token("1") }];
  const { answer, performed } = await taken([other, { ...own, name: " 某某 " }]);
  assert.deepEqual([performed.length, (answer as SlipTaken).faults], [1, [{ row: 3, say: "slip.line_unsigned" }]]);
}); // prettier-ignore

test("too many filled lines: refused whole, before the first is taken", async () => {
  const line = { answers: ["已办理", "好"], token: token("1") };
  const most = Array.from({ length: MOST_LINES }, () => line);
  assert.equal(((await taken(most)).answer as SlipTaken).done, MOST_LINES);
  const over = await taken([...most, line]);
  assert.deepEqual([over.answer, over.performed.length], ["422 slip.too_many_lines", 0]);
});

test("too many faults: the first hundred are told, and how many lines nobody looked at", async () => {
  const wrong = Array.from({ length: MOST_FAULTS }, () => ({ answers: ["不明", ""], token: token("1") }));
  const behind = { answers: ["已办理", "好"], token: token("2") };
  const { answer, performed } = await taken([behind, ...wrong, behind, behind]);
  assert.deepEqual([performed.length, (answer as SlipTaken).faults.length, (answer as SlipTaken).left], [1, MOST_FAULTS, 2]);
}); // prettier-ignore

test("another workbook is none", async () => {
  const other: Slip = { kind: "referral", words: { ...words, token: "别的" } };
  assert.equal((await taken([{ answers: ["已办理", "好"], token: token("1") }], officer("education"), other)).answer, "422 slip.unknown");
  let names = "";
  for await (const { cells } of readRows(await bytesOf([{ answers: [], token: token("1") }]))) names += JSON.stringify(cells);
  assert.ok(names.includes("某某") && names.includes("校验码"));
}); // prettier-ignore
