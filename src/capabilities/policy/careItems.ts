import type { Entrustment } from "./entrustments.ts";
import type { Item, Part } from "./documentWords.ts";
import { itemOf, partOf, type Writing } from "./itemOf.ts";

/* What an agreement of care asks, part by part: a lower pack replaces a whole part. */

const titles = {
  for: "哪些儿童要逐一签订委托照护书",
  signers: "谁签字",
  questions: "对照护人要问的问题",
  undertakings: "各方的承诺",
  doubts: "档案里说明照护人不胜任的情况",
  terms: "期限",
} as const;
type Key = keyof typeof titles;

const roles = { entruster: "委托人", carer: "照护人", witness: "见证人" } as const;

function termLines({ months, ending, tellParents, chooseCarer, tellSchool }: Entrustment["terms"]): string[] {
  return [
    `一份委托照护书为期${months}个月，期满前${ending}天列入清单`,
    `照护人变动后：${tellParents}天内告知父母，${chooseCarer}天内另选照护人，${tellSchool}天内告知学校`,
  ];
}

function partsOf(writing: Writing, key: Key): Part[] {
  const care = writing.whole.entrustment;
  if (key === "signers") {
    return care.signers.map((one) => partOf(one, { lines: [`${roles[one.role]}${one.must ? "，不能缺" : ""}`] }));
  }
  if (key === "questions") {
    const right = { yes: "是", no: "否" } as const;
    return care.questions.map((one) => partOf(one, { lines: [one.text, `只有回答“${right[one.right]}”的，才能担任照护人`] }));
  }
  if (key === "undertakings") return care.undertakings.map((one) => partOf({ ...one, title: `${roles[one.by]}：${one.text}` }));
  if (key !== "doubts") return [];
  return care.doubts.map((one) => {
    const spec = writing.telling.factOf(one.fact);
    return partOf(one, { lines: [`${spec?.zh ?? one.fact}为${one.in.map((code) => `“${spec?.options?.[code] ?? code}”`).join("、")}${one.in.length > 1 ? "之一" : ""}`] });
  });
} // prettier-ignore

function linesOf(writing: Writing, key: Key): string[] {
  const care = writing.whole.entrustment;
  if (key === "terms") return termLines(care.terms);
  if (key !== "for") return [];
  const names = new Map(writing.whole.categories.map(({ id, title }) => [id, title]));
  return care.for.map((id) => names.get(id) ?? id);
}

export function careItems(writing: Writing): Item[] {
  const care = writing.whole.entrustment;
  if (care.for.length === 0) return [];
  const stated = (key: Key) => {
    if (key === "terms") return { clause: care.terms.clause, source: care.terms.source };
    return key === "for" ? { clause: care.clause } : {};
  };
  return (Object.keys(titles) as Key[]).map((key) =>
    itemOf(
      writing,
      { section: "entrustment", id: key, by: (pack) => pack.entrustment?.[key] !== undefined },
      { title: titles[key], ...stated(key) },
      { lines: linesOf(writing, key), parts: partsOf(writing, key) },
    ),
  );
}
