import type { FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import { isPlain, type Plain } from "#engines/rules/reading.ts";
import { type Length, readLength } from "#kernel/length.ts";
import type { Said } from "./documentWords.ts";
import type { Whole } from "./inherit.ts";
import { lengthText, levelNames, wording } from "./zh.ts";

/* Conditions as a county's officer reads them (docs/policy-language.md has every form). What the machine decides is the
   condition; this is its wording and nothing else. */

/** Where a condition is said: its facts, and the named conditions and lists that it may use. */
export interface Telling {
  readonly factOf: (key: string) => FactSpec | undefined;
  readonly define: Whole["define"];
  readonly lists: Whole["lists"];
}

type Tell = (node: Plain, telling: Telling) => Said;

const PARENT = "parent.";
const quoted = (text: string): string => `“${text}”`;

/** A fact's name; within `parents`, what is said of both without naming either. */
function nameOf(key: unknown, { factOf }: Telling): string {
  const text = String(key);
  if (!text.startsWith(PARENT)) return factOf(text)?.zh ?? text;
  return (factOf(`father.${text.slice(PARENT.length)}`)?.zh ?? text).replace(/^父亲/, "");
}

const specOf = (key: string, { factOf }: Telling): FactSpec | undefined =>
  factOf(key.startsWith(PARENT) ? `father.${key.slice(PARENT.length)}` : key);

const absences: Readonly<Record<string, string>> = {
  unknown: "（没有登记的，先问清再定）",
  no: "（没有登记的，视为不符合）",
  yes: "（没有登记的，视为符合）",
};

/** What a leaf says of a fact that nobody has recorded. */
const absence = (node: Plain): string => absences[String(node["absent"])] ?? "";

const valueText = (spec: FactSpec | undefined, value: unknown): string =>
  quoted(spec ? wording.value(spec, value as FactValue) : String(value));

const several = (spec: FactSpec | undefined, values: unknown): string =>
  (Array.isArray(values) ? values : [values]).map((one) => valueText(spec, one)).join("、");

/** 疑似 and 已查实 are how an office speaks of a risk, not “是”. */
const found: Readonly<Record<string, string>> = { none: "没有发现", suspected: "疑似", confirmed: "已查实" };
const isRisk = (spec: FactSpec | undefined): boolean =>
  ["none", "suspected", "confirmed"].every((code) => spec?.options && code in spec.options);

const operators: Readonly<Record<string, (name: string, spec: FactSpec | undefined, value: unknown) => string>> = {
  is: (name, spec, value) => (isRisk(spec) ? `${found[String(value)] ?? ""}：${name}` : `${name}为${valueText(spec, value)}`),
  in: (name, spec, value) => {
    const codes = Array.isArray(value) ? value : [value];
    if (isRisk(spec)) return `${codes.map((code) => found[String(code)] ?? "").join("或")}：${name}`;
    return `${name}为${several(spec, codes)}${codes.length > 1 ? "之一" : ""}`;
  },
  has: (name, spec, value) => `${name}包括${valueText(spec, value)}`,
  hasAny: (name, spec, value) => `${name}包括${several(spec, value)}${Array.isArray(value) && value.length > 1 ? "中的任何一种" : ""}`,
  atLeast: (name, spec, value) => `${name}不低于${valueText(spec, value)}`,
  atMost: (name, spec, value) => `${name}不高于${valueText(spec, value)}`,
  under: (name, spec, value) => `${name}低于${valueText(spec, value)}`,
  over: (name, spec, value) => `${name}高于${valueText(spec, value)}`,
  known: (name, _, value) => (value === true ? `登记了${name}` : `没有登记${name}`),
}; // prettier-ignore

const fact: Tell = (node, telling) => {
  const key = String(node["fact"]);
  const [name, spec] = [nameOf(key, telling), specOf(key, telling)];
  const words = Object.entries(operators).flatMap(([word, say]) => (word in node ? [say(name, spec, node[word])] : []));
  return { text: `${words.join("，并且")}${absence(node)}` };
};

const lengthOf = (value: unknown): string => {
  const length: Length | null = readLength(value);
  return length ? lengthText(length) : String(value);
};

function bounds(inner: Plain, words: (bound: unknown) => string): string {
  const { atLeast, under } = inner;
  const parts = [
    ...(atLeast === undefined ? [] : [`已满${words(atLeast)}`]),
    ...(under === undefined ? [] : [`未满${words(under)}`]),
  ];
  return parts.join("、");
}

const nothing: Plain = {};
function inside(node: Plain, key: string): Plain {
  const inner = node[key];
  return isPlain(inner) ? inner : nothing;
}
const isNone = (value: unknown): boolean => readLength(value)?.n === 0;

const age: Tell = (node) => ({ text: `年龄${bounds(inside(node, "age"), (n) => `${String(n)}周岁`)}${absence(node)}` });

const elapsed: Tell = (node, telling) => {
  const inner = inside(node, "elapsed");
  const since = nameOf(inner["since"], telling);
  const text = isNone(inner["atLeast"]) ? `${since}已到` : `自${since}起，${bounds(inner, lengthOf)}`;
  return { text: `${text}${absence(node)}` };
};

const term: Tell = (node, telling) => {
  const inner = inside(node, "term");
  const [from, to] = [nameOf(inner["from"], telling), nameOf(inner["to"], telling)];
  if (isNone(inner["atLeast"])) return { text: `${to}不早于${from}${absence(node)}` };
  const days = inner["inclusive"] === true ? "（首尾两日都算）" : "";
  return { text: `从${from}到${to}，${bounds(inner, lengthOf)}${days}${absence(node)}` };
};

const remaining: Tell = (node, telling) => {
  const inner = inside(node, "remaining");
  return { text: `到${nameOf(inner["until"], telling)}还有${lengthOf(inner["atLeast"])}以上${absence(node)}` };
};

const during: Tell = (node, telling) => {
  const inner = inside(node, "during");
  const [from, until] = [nameOf(inner["from"], telling), nameOf(inner["until"], telling)];
  return { text: `现在处于${from}与${until}之间（没有登记的一端不设限）` };
};

const valid: Tell = (node, telling) => ({
  text: `没有超过${nameOf(inside(node, "valid")["until"], telling).replace(/至$/, "")}${absence(node) || "（没有登记的，视为有效）"}`,
});

const area: Tell = (node, telling) => {
  const inner = inside(node, "area");
  const { of, differs, at, within, bothIn } = inner;
  if (differs !== undefined) {
    return { text: `${nameOf(of, telling)}与${nameOf(differs, telling)}不在同一${levelNames[String(at)] ?? "区划"}${absence(node)}` };
  }
  if (bothIn === undefined) return { text: `${nameOf(of, telling)}在区划${String(within)}范围内${absence(node)}` };
  const names = (Array.isArray(of) ? of : [of]).map((key) => nameOf(key, telling)).join("与");
  return { text: `${names}都在同一地的${(typeof bothIn === "string" ? telling.lists[bothIn] : undefined)?.title ?? "清单"}内${absence(node)}` };
}; // prettier-ignore

/** 父母双方都符合：… with what follows on its own lines, or in the same sentence where it is one. */
function both(head: string, said: Said): Said {
  if (said.parts) return { text: `${head}：`, parts: [said] };
  const named = said.use !== undefined && !said.text.includes("“");
  return { ...said, text: named ? `${head}${quoted(said.text)}` : `${head}：${said.text}` };
}

const parents: Tell = (node, telling) => {
  const inner = inside(node, "parents");
  const say = (key: string): Said => tellCondition(inner[key], telling);
  if ("both" in inner) return both("父母双方都符合", say("both"));
  if ("any" in inner) return both("父母至少一方符合", say("any"));
  if ("none" in inner) return both("父母双方都不符合", say("none"));
  return {
    text: "父母两人，不分父亲、母亲：",
    parts: [both("一方符合", say("one")), both("另一方符合", say("other"))],
  };
};

/** `first` within `first` is one row of questions, asked one after the other. */
function chainOf(node: unknown, telling: Telling): Said[] {
  if (!isPlain(node) || !("first" in node)) return [tellCondition(node, telling)];
  return [...chainOf(node["first"], telling), ...chainOf(node["next"], telling)];
}

const list =
  (key: "all" | "any", head: string): Tell =>
  (node, telling) => {
    const parts = (Array.isArray(node[key]) ? node[key] : []).map((one) => tellCondition(one, telling));
    const [only] = parts;
    return only && parts.length === 1 ? only : { text: head, parts };
  };

const not: Tell = (node, telling) => {
  const inner = node["not"];
  if (isPlain(inner) && inner["known"] === true) return tellCondition({ ...inner, known: false }, telling);
  return both("不属于", tellCondition(inner, telling));
};

const use: Tell = (node, telling) => {
  const name = String(node["use"]);
  const named = telling.define[name];
  // one without a title of its own is said in full
  return named?.title === undefined ? tellCondition(named?.when, telling) : { text: named.title, use: name };
};

const forms: Readonly<Record<string, Tell>> = {
  all: list("all", "同时符合以下各项："),
  any: list("any", "符合以下任何一项："),
  not,
  first: (node, telling) => ({ text: "依次符合（前一项还不清楚时，不再问后一项）：", parts: chainOf(node, telling) }),
  use, fact, age, elapsed, term, remaining, during, valid, area, parents,
}; // prettier-ignore

/** A condition in words. What is no condition, which a checked pack does not have, is said to be none. */
export function tellCondition(node: unknown, telling: Telling): Said {
  const form = isPlain(node) ? Object.keys(forms).find((key) => key in node) : undefined;
  if (!isPlain(node) || form === undefined) return { text: "（没有写明条件）" };
  const said = forms[form]?.(node, telling) ?? { text: "" };
  const text = typeof node["say"] === "string" ? `${said.text}（${node["say"]}）` : said.text;
  return { ...said, text, ...(typeof node["clause"] === "string" ? { clause: node["clause"] } : {}) };
}
