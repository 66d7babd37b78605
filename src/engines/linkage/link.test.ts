import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Dice } from "../../../test/registers/chance.ts";
import { type Damage, drawRegisters, fieldsYaml, hard, type Row, school } from "../../../test/registers/registers.ts";
import {
  CERTAIN,
  type Compared,
  type Decision,
  Encoder,
  explain,
  type Linkage,
  type LinkOptions,
  newLinkage,
  type Outcome,
  readConfig,
} from "./index.ts";

const config = readConfig(fieldsYaml);

function filled(left: readonly Row[], right: readonly Row[] | null, digests = false): Linkage {
  const linkage = newLinkage(config, { within: right === null, digests });
  for (const [id = "", ...cells] of left) linkage.left.add(id, cells);
  for (const [id = "", ...cells] of right ?? []) linkage.right.add(id, cells);
  return linkage;
}

type Found = Map<string, readonly [right: string, probability: number]>;

function pairsOf({ left, right }: Linkage, { linked }: Outcome): Found {
  return new Map(
    Array.from(linked.left, (row, at) => [
      left.ids.at(row),
      [right.ids.at(linked.right[at] ?? 0), linked.probability[at] ?? 0],
    ]),
  );
}

function run(left: readonly Row[], right: readonly Row[], options: LinkOptions = {}, digests = false): Found {
  const linkage = filled(left, right, digests);
  return pairsOf(linkage, linkage.run(options));
}

interface Figures {
  readonly f1: number;
  readonly certain: number;
  readonly recallAfterReview: number;
}

function judged(found: Found, truth: ReadonlyMap<string, string>): Figures {
  const all = [...found].map(([left, [right, p]]) => ({ p, good: truth.get(left) === right }));
  const likely = all.filter(({ p }) => p >= 0.5);
  const right = likely.filter(({ good }) => good).length;
  const certain = all.filter(({ p }) => p >= 0.99);
  return {
    f1: (2 * right) / (likely.length + truth.size),
    certain: certain.filter(({ good }) => good).length / certain.length,
    recallAfterReview: all.filter(({ good }) => good).length / truth.size,
  };
}

const registers = drawRegisters(7, 3000);
const found = run(registers.left, registers.right);

test("two registers with a third of the ids damaged are linked", () => {
  const { f1, certain, recallAfterReview } = judged(found, registers.truth);
  assert.ok(f1 >= 0.995, `F1 ${f1}`);
  assert.ok(certain >= 0.999, `precision ${certain}`);
  assert.ok(recallAfterReview >= 0.996, `recall ${recallAfterReview}`);
});

test("with nearly half of the ids and half of the phones lost too", () => {
  const { left, right, truth } = drawRegisters(8, 3000, hard);
  const { f1, certain } = judged(run(left, right), truth);
  assert.ok(f1 >= 0.988, `F1 ${f1}`);
  assert.ok(certain >= 0.997, `precision ${certain}`);
});

test("keyed digests lose next to nothing, and no plain value is among them", () => {
  const digest = (text: string): string => {
    const dice = new Dice([...text].reduce((sum, sign) => Math.imul(sum, 31) + sign.charCodeAt(0), 17));
    return Array.from({ length: 43 }, () =>
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(dice.below(64)),
    ).join("");
  };
  const encoder = new Encoder(config.fields, digest);
  const encoded = (rows: readonly Row[]): Row[] => rows.map(([id = "", ...cells]) => [id, ...encoder.row(cells)]);
  const [left, right] = [encoded(registers.left), encoded(registers.right)];
  assert.ok(left.every((row) => !/[^\w.-]/.test(row.slice(1).join(""))));
  const loss = judged(found, registers.truth).f1 - judged(run(left, right, {}, true), registers.truth).f1;
  assert.ok(loss <= 0.002, `lost ${loss}`);
});

test("the order of rows changes nothing", () => {
  const dice = new Dice(3);
  const [left, right] = [[...registers.left], [...registers.right]];
  dice.shuffle(left);
  dice.shuffle(right);
  const again = run(left, right);
  assert.equal(again.size, found.size);
  for (const [id, [other, p]] of found) {
    const [same, q] = again.get(id) ?? [];
    assert.equal(same, other, id);
    assert.ok(Math.abs((q ?? NaN) - p) < 1e-6, `${id}: ${p} ${q}`);
  }
});

const unharmed: Damage = Object.fromEntries(Object.keys(school).map((kind) => [kind, 0])) as unknown as Damage;

test("a record is found again under any single kind of damage", () => {
  const kinds = Object.keys(school) as (keyof Damage)[];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 1e6 }), (kind, seed) => {
      const { left, right, truth } = drawRegisters(seed, 400, { ...unharmed, [kind]: 1 });
      const { recallAfterReview } = judged(run(left, right), truth);
      // a childhood name alone cannot tell twins apart, but everybody else is found
      assert.ok(recallAfterReview >= 0.98, `${kind} ${seed}: ${recallAfterReview}`);
    }),
    { numRuns: 25, seed: 1 },
  );
});

test("agreement speaks for a pair and difference against it, and more evidence ranks a true pair higher", () => {
  const linkage = filled(registers.left, registers.right);
  const outcome = linkage.run();
  for (const learned of outcome.model.comparisons.filter(({ conditional }) => !conditional)) {
    const bits = (level: number): number => Math.log2((learned.match[level] ?? 0) / (learned.stranger[level] ?? 1));
    assert.ok(bits(1) > 0 && bits(learned.levels.length - 1) < 0, learned.name);
  }
  // the same row once without an id and once with its own
  const [left, other] = [
    registers.left.find((row) => row[2]?.length === 18 && registers.truth.has(row[0] ?? "")),
    registers.right,
  ];
  const twin = registers.truth.get(left?.[0] ?? "");
  const p = (id: string): number => {
    const rows = other.map((row) => (row[0] === twin ? row.with(2, id) : row));
    return run(registers.left, rows).get(left?.[0] ?? "")?.[1] ?? 0;
  };
  assert.ok(p(left?.[2] ?? "") >= p(""));
});

test("brothers and sisters are not taken for one child", () => {
  const sisters: Row[] = [
    ["1", "林晓燕", "", "2012-03-04", "女", "林建国", "445281198001011239", "13811112222", "445281102201", ""],
    ["2", "林晓云", "", "2014-08-19", "女", "林建国", "445281198001011239", "13811112222", "445281102201", ""],
  ];
  const [elder = [], younger = []] = sisters;
  const pairs = run([...registers.left, elder], [...registers.right, younger]);
  assert.equal(pairs.get("1"), undefined);
});

test("one file is searched for its own doubles by the same engine", () => {
  const doubles = registers.right.filter((row) => [...registers.truth.values()].includes(row[0] ?? "")).slice(0, 300);
  const linkage = filled([...registers.left, ...doubles], null);
  const { linked } = linkage.run();
  const truth = new Map([...registers.truth].map(([left, right]) => [right, left]));
  const likely = [...linked.left.keys()].filter((at) => (linked.probability[at] ?? 0) >= 0.5);
  const good = likely.filter((at) => {
    const [a, b] = [linkage.left.ids.at(linked.left[at] ?? 0), linkage.left.ids.at(linked.right[at] ?? 0)];
    return truth.get(a) === b || truth.get(b) === a;
  });
  assert.ok(good.length >= 0.98 * doubles.length, `${good.length} of ${doubles.length}`);
  assert.ok(good.length >= 0.98 * likely.length, `${likely.length} were said`);
});

/** Two twins, and one of them again without an id, by their names; `day` tells one such family from another. */
const twins = (day: number, names: readonly string[], numbers: readonly string[]): Row[] =>
  names.map((name, at) => [
    `${day}.${at + 1}`, name, numbers[at] ?? "", `2012-03-0${day}`, "男",
    `${name[0]}建国`, `44528119800101123${day}`, `1381111222${day}`, `44528110${day}201`, "池河镇第二小学",
  ]); // prettier-ignore

test("within one file, what may be the other twin's row is for a person to look at", () => {
  const rows = [
    ...twins(4, ["许军思", "许堃杰", "许军思"], ["44528120120304123X", "44528120120304123X"]),
    ...twins(5, ["林浩涵", "林浩钢", "林浩涵"], ["445281201203051235", "445281201203051435"]), // one part differs
    ...twins(6, ["郑雨佳", "郑雨桐", "郑雨佳"], ["445281201203061230", "445281201213061430"]), // two do
    ...twins(7, ["陈雨萱", "陈雨轩", "陈雨轩"], ["445281201203071236", "445281201203071252"]), // names alike, ids not
  ];
  const doubles = registers.right.filter((row) => [...registers.truth.values()].includes(row[0] ?? ""));
  const linkage = filled([...registers.left, ...doubles, ...rows], null);
  const { ids } = linkage.left;
  const certainPairs = (decisions: readonly Decision[] = []): Set<string> => {
    const { left, right, probability } = linkage.run({ decisions }).linked;
    const certain = [...left.keys()].filter((at) => (probability[at] ?? 0) >= CERTAIN);
    return new Set(certain.map((at) => `${ids.at(left[at] ?? 0)} ${ids.at(right[at] ?? 0)}`));
  };
  const pairs = certainPairs();
  for (const day of [4, 5, 6])
    assert.ok(pairs.has(`${day}.1 ${day}.3`) && !pairs.has(`${day}.1 ${day}.2`), String(day));
  // whether 7.3 is the one twin or the other nobody can know, but a person may say it, whichever row he names first
  assert.ok(!pairs.has("7.1 7.3"));
  const [one = 0, other = 0, third = 0] = ["7.1", "7.2", "7.3"].map((id) => linkage.left.find(new Set([id])).get(id));
  const parted = certainPairs([{ left: third, right: one, same: false }]);
  assert.ok(parted.has("7.2 7.3") && !parted.has("7.1 7.3"));
  const joined = certainPairs([{ left: third, right: one, same: true }, { left: other, right: third, same: true }]); // prettier-ignore
  assert.ok(joined.has("7.1 7.3") && joined.has("7.2 7.3"));
});

test("a key on very many rows is dropped and named", () => {
  const left = registers.left.map((row, n) => (n < 60 ? row.with(7, "13912345670") : row));
  const { capped } = filled(left, registers.right).run();
  const phone = capped.find(({ rule }) => rule === "phone");
  assert.deepEqual([phone?.side, phone?.rows], ["left", 60]);
});

test("what a person decided stands", () => {
  const [left, [right]] = [...found].find(([, [, p]]) => p > 0.999) ?? ["", ["", 0]];
  const linkage = filled(registers.left, registers.right);
  const rows = {
    left: linkage.left.find(new Set([left])).get(left) ?? 0,
    right: linkage.right.find(new Set([right])).get(right) ?? 0,
  };
  const parted = pairsOf(linkage, linkage.run({ decisions: [{ ...rows, same: false }] }));
  assert.notEqual(parted.get(left)?.[0], right);
  const stranger = linkage.right.ids.at((rows.right + 1) % linkage.right.rows);
  const joined = linkage.run({
    decisions: [{ left: rows.left, right: (rows.right + 1) % linkage.right.rows, same: true }],
  });
  assert.equal(pairsOf(linkage, joined).get(left)?.[0], stranger);
});

test("a cancelled run goes on where it was and comes to the same", () => {
  const kept = new Map<number, Compared>();
  const stop = new Error("cancelled");
  const first = filled(registers.left, registers.right);
  assert.throws(
    () =>
      first.run({
        onCompared: (rule, compared) => {
          if (rule === 6) throw stop;
          kept.set(rule, compared);
        },
      }),
    stop,
  );
  const compared: number[] = [];
  const again = run(registers.left, registers.right, {
    resumed: (rule) => kept.get(rule),
    onCompared: (rule) => void compared.push(rule),
  });
  assert.deepEqual(compared, [6, 7, 8, 9, 10, 11, 12, 13]);
  assert.deepEqual([...again], [...found]);
});

test("each pair is explained, in bits and in words", () => {
  const linkage = filled(registers.left, registers.right);
  const outcome = linkage.run();
  const at = outcome.linked.probability.findIndex((p) => p > 0.9999);
  const { stranger, rule } = explain(outcome, at);
  assert.ok(stranger.reduce((sum, bits) => sum + bits, 0) > 20);
  assert.ok(outcome.rules.some(({ name }) => name === rule));
  const words = linkage.words()(outcome.linked.left[at] ?? 0, outcome.linked.right[at] ?? 0);
  for (const { name } of config.fields) assert.ok(words.includes(name), words);
});
