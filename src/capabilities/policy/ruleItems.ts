import { lengthOf } from "#kernel/length.ts";
import type { Item, Part, Section } from "./documentWords.ts";
import { itemOf, partOf, placeIn, ruleOf, type Writing } from "./itemOf.ts";
import type { Category, Deadline, Ground, Level, Rhythm } from "./words.ts";
import { ledgerNames, lengthText, unitNames, visitNames } from "./zh.ts";

/* Whom a pack serves, what makes a child which colour, and how often what must happen. */

export const every = (text: string): string => {
  const length = lengthOf(text);
  if (length.n === 0) return "立即";
  return length.n === 1 ? `每${{ days: "天", months: "月", years: "年" }[length.unit]}` : `每${lengthText(length)}`;
};

function categories(writing: Writing): Item[] {
  const place = placeIn("categories");
  const kinds = (category: Category): Part[] =>
    (category.kinds ?? []).map((kind) => partOf(kind, { rules: ruleOf(writing, null, kind.when) }));
  return writing.whole.categories.map((category) =>
    itemOf(writing, place(category.id), category, {
      lines: [`列入：${ledgerNames[category.ledger] ?? category.ledger}`],
      rules: ruleOf(writing, "符合下面条件的儿童属于这一类", category.when),
      parts: kinds(category),
    }),
  );
}

const rhythm = ({ kind, every: text, mode, clause, source }: Rhythm): Part =>
  partOf(
    { title: `${every(text)}${visitNames[kind] ?? "走访联系"}`, clause, source },
    { lines: lengthOf(text).n === 0 ? [] : [mode === "calendar" ? "按自然周期计：每个周期之内一次" : "自上一次起计：两次之间不超过这个期限"] },
  ); // prettier-ignore

function levels(writing: Writing): Item[] {
  const place = placeIn("levels");
  const lines = (level: Level): string[] => [
    `与颜色一同写明：${level.word}`,
    ...(level.default ? ["服务对象中没有下面任何一种情形的儿童，定为这一级"] : []),
  ];
  return writing.whole.levels.map((level) =>
    itemOf(writing, place(level.id), level, { lines: lines(level), parts: level.rhythms.map(rhythm) }),
  );
}

function grounds(writing: Writing): Item[] {
  const place = placeIn("grounds");
  const titles = new Map(writing.whole.levels.map(({ id, title }) => [id, title]));
  return writing.whole.grounds.map((ground: Ground) =>
    itemOf(writing, place(ground.id), ground, {
      lines: [`有这一情形的儿童定为：${titles.get(ground.level) ?? ground.level}（有几种情形的，取最高一级）`],
      rules: [
        ...ruleOf(writing, "查实的", ground.when),
        ...ruleOf(writing, "疑似的（同样定为这一级，单独标明）", ground.suspected),
      ],
    }),
  );
}

function grading(writing: Writing): Item[] {
  const { served, visited, panel, clause, source } = writing.whole.grading;
  const place = (key: "served" | "visited" | "panel") => ({
    section: "grading",
    id: key,
    by: ({ grading: own }: Writing["chain"][number]): boolean => own?.[key] !== undefined,
  });
  const names = (visited ?? ["single_parent", "mobile"]).map((ledger) => ledgerNames[ledger] ?? ledger);
  return [
    itemOf(writing, place("served"), { title: "谁是服务对象，要定级", clause, source: served ? source : undefined }, {
      lines: served === undefined ? ["属于主台账任何一类，或者有任何一种分级情形的儿童"] : [],
      rules: ruleOf(writing, null, served),
    }),
    itemOf(writing, place("visited"), { title: "不是服务对象而同样走访的台账", clause }, {
      lines: [names.length === 0 ? "没有" : `${names.join("、")}：按默认等级走访，不计入分级报表`],
    }),
    ...(panel
      ? [itemOf(writing, place("panel"), { title: "评估确认的等级", ...panel }, { lines: [`有效期：${lengthText(lengthOf(panel.expires))}；不得低于已查实情形的等级`] })]
      : []),
  ];
} // prettier-ignore

const escalation = (writing: Writing): Item[] =>
  writing.whole.escalation.map((step) =>
    itemOf(
      writing,
      { section: "escalation", id: step.to, by: (pack) => pack.escalation?.some(({ to }) => to === step.to) ?? false },
      {
        ...step,
        title: `走访逾期${lengthText(lengthOf(step.after))}，升级到${unitNames[step.to] ?? "上级部门"}`,
      },
    ),
  );

function deadlineText({ on, from, to }: Deadline): string {
  const yearly = /^every (\d{2})-(\d{2})$/.exec(on);
  const [year, month, day] = on.split("-");
  const when = yearly
    ? `每年${Number(yearly[1])}月${Number(yearly[2])}日`
    : `${year}年${Number(month)}月${Number(day)}日`;
  const [sender, receiver] = [from && (unitNames[from] ?? from), to && (unitNames[to] ?? to)];
  if (!sender) return `${when}以前`;
  return `${when}以前，由${sender}${receiver && to !== from ? `报${receiver}` : "办理"}`;
}

const deadlines = (writing: Writing): Item[] =>
  writing.whole.deadlines.map((deadline) =>
    itemOf(writing, placeIn("deadlines")(deadline.id), deadline, { lines: [deadlineText(deadline)] }),
  );

const terms = (writing: Writing): Item[] =>
  Object.entries(writing.whole.define).map(([name, { title, clause, source, when }]) =>
    itemOf(
      writing,
      { section: "define", id: name, by: ({ define }) => define !== undefined && Object.hasOwn(define, name) },
      { title: title ?? "没有名称的条件", clause, source },
      { rules: ruleOf(writing, null, when) },
    ),
  );

/** Lists of codes: how many groups and codes, and the codes, whose places pages name. */
const lists = (writing: Writing): Item[] =>
  Object.entries(writing.whole.lists).map(([name, { title, groups }]) => {
    const rows: [string, readonly string[]][] = Array.isArray(groups) ? [["", groups]] : Object.entries(groups);
    return itemOf(
      writing,
      { section: "lists", id: name, by: ({ lists: own }) => own !== undefined && Object.hasOwn(own, name) },
      { title, source: "local" },
      { lines: rows.map(([group, codes]) => `${group === "" ? "" : `（${group}）：`}${codes.map((code) => `（${code}）`).join("、")}`) },
    );
  }); // prettier-ignore

export const ruleSections = (writing: Writing): Section[] => [
  { id: "categories", title: "认定对象", items: categories(writing) },
  { id: "levels", title: "等级与走访频次", items: levels(writing) },
  { id: "grounds", title: "分级情形", items: grounds(writing) },
  { id: "grading", title: "定级办法", items: writing.whole.levels.length === 0 ? [] : grading(writing) },
  { id: "escalation", title: "逾期升级", items: escalation(writing) },
  { id: "deadlines", title: "时限", items: deadlines(writing) },
];

/** What the rules above name: conditions with a name of their own, and lists of places. */
export const termSections = (writing: Writing): Section[] => [
  { id: "define", title: "术语：条文所用的条件", items: terms(writing) },
  { id: "lists", title: "清单", items: lists(writing) },
];
