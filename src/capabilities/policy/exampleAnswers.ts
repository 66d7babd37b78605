import type { FactSpec, Facts } from "#engines/rules/catalogue.ts";
import type { AnsweredExample, AnsweredExamples } from "./documentWords.ts";
import type { Decision } from "./decision.ts";
import type { Policy } from "./decide.ts";
import type { Example } from "./exampleWords.ts";
import { decided, differences, groundsOf, kindsOf } from "./examples.ts";
import type { Bench, Judged } from "./judged.ts";
import { problemText, wording } from "./zh.ts";

/* The examples of a pack as one reads them: what is known of the child, what the document answers, what the engine does. */

const answers = { yes: "是", no: "否", unknown: "还不能判定" } as const;
const nothing = "没有";

/** How a policy calls what examples name by id. */
interface Names {
  readonly category: (id: string) => string;
  readonly kind: (id: string) => string;
  readonly level: (id: string | null) => string;
  readonly ground: (id: string) => string;
  readonly fact: (key: string) => string;
}

function namesOf({ categories, levels, grounds }: Policy, catalogue: readonly FactSpec[]): Names {
  const titles = new Map(
    categories.flatMap(({ id, title, kinds }) => [
      [id, title] as const,
      ...(kinds ?? []).map((kind) => [`${id}.${kind.id}`, `${title}（${kind.title}）`] as const),
    ]),
  );
  const groundTitles = new Map(grounds.map(({ id, title }) => [id, title]));
  const levelTitles = new Map(levels.map(({ id, title }) => [id, title]));
  const facts = new Map(catalogue.map(({ key, zh }) => [key, zh]));
  const sure = (id: string): string => id.replace(/\?$/, "");
  return {
    category: (id) => titles.get(id) ?? "其他类别",
    kind: (id) => titles.get(id) ?? "其他细类",
    level: (id) => (id === null ? "不定级" : (levelTitles.get(id) ?? "其他等级")),
    ground: (id) => `${groundTitles.get(sure(id)) ?? "其他情形"}${id.endsWith("?") ? "（疑似）" : ""}`,
    fact: (key) => facts.get(key) ?? key,
  };
}

const listed = (ids: readonly string[], name: (id: string) => string): string =>
  ids.length === 0 ? nothing : ids.map(name).join("、");

interface Row {
  /** As `differences` calls it. */
  readonly key: string;
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

function rowsOf(expect: Example["expect"], decision: Decision, names: Names): Row[] {
  const { category, kind, level, ground, fact } = names;
  const got = new Map(decision.categories.map(({ id, answer }) => [id, answer]));
  const row = <T>(key: string, what: string, given: T | undefined, engine: T, say: (value: T) => string): Row[] =>
    given === undefined ? [] : [{ key, what, expected: say(given), got: say(engine) }];
  const missing = [...new Set([...decision.missing, ...decision.categories.flatMap((one) => one.missing)])];
  const yes = (value: boolean): string => (value ? "是" : "否");
  return [
    ...Object.entries(expect.categories ?? {}).map(([id, answer]) => {
      const engine = got.get(id);
      return { key: `categories.${id}`, what: category(id), expected: answers[answer], got: engine ? answers[engine] : nothing };
    }),
    ...row("kinds", "其中包括细类", expect.kinds, kindsOf(decision), (ids) => listed(ids, kind)),
    ...row("served", "是服务对象", expect.served, decision.grade.served, yes),
    ...row("level", "风险等级", expect.level, decision.grade.level, level),
    ...row("grounds", "分级情形", expect.grounds, groundsOf(decision), (ids) => listed(ids, ground)),
    ...row("missing", "缺少的信息包括", expect.missing, missing, (keys) => listed(keys, fact)),
    ...row("asks", "要问清的信息", expect.asks, decision.missing, (keys) => listed(keys, fact)),
    ...row("changesOn", "信息不变，认定自行变化的日子", expect.changesOn, decision.changesOn, (day) => day ?? "不会自行变化"),
  ];
} // prettier-ignore

function factsOf(facts: Facts, catalogue: readonly FactSpec[]): AnsweredExample["facts"] {
  return catalogue.flatMap((spec) => {
    const value = facts[spec.key];
    if (value === undefined || value === null) return [];
    return [{ label: spec.zh, text: wording.value(spec, value), area: spec.type === "area" }];
  });
}

function answered(policy: Policy, example: Example, bench: Bench, names: Names): Omit<AnsweredExample, "n"> {
  const { name, asOf, clause = null, expect } = example;
  let problem: string | null = null;
  const decision = decided(policy, example, bench, ({ key, problem: code }) => {
    problem = problemText(code, { key }) ?? `事实“${key}”无法读取`;
  });
  if (!decision) return { name, asOf, clause, facts: [], answers: [], problem, agrees: false };
  const wrong = new Set(differences(expect, decision).map(({ what }) => what));
  const rows = rowsOf(expect, decision, names).map(({ key, ...row }) => ({ ...row, agrees: !wrong.has(key) }));
  const facts = factsOf(bench.readFacts(example.facts), bench.catalogue);
  return { name, asOf, clause, facts, answers: rows, problem, agrees: wrong.size === 0 };
}

/** Asks the engine each example of a pack, now. */
export function answerExamples({ policy, examples }: Pick<Judged, "policy" | "examples">, bench: Bench): AnsweredExamples {
  const names = namesOf(policy, bench.catalogue);
  const all = examples.map((example, i) => ({ n: i + 1, ...answered(policy, example, bench, names) }));
  return { ref: policy.ref, agree: all.filter(({ agrees }) => agrees).length, examples: all };
} // prettier-ignore
