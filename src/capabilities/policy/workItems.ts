import { departmentNames } from "#capabilities/account/words.ts";
import { isDepartment } from "#kernel/actor.ts";
import { lengthOf } from "#kernel/length.ts";
import type { Item, Part, Section } from "./documentWords.ts";
import { itemOf, partOf, placeIn, ruleOf, type Writing } from "./itemOf.ts";
import { careItems } from "./careItems.ts";
import { evidenceItems } from "./evidenceItems.ts";
import { every } from "./ruleItems.ts";
import type { ComparisonItem, Entry, Measures, ReferralItem, Return } from "./words.ts";
import { lengthText, unitNames } from "./zh.ts";

/* What is reported, sent, compared and referred. */

/** What a bulletin may say of a child beside the facts of its file. */
const bulletinNames: Readonly<Record<string, string>> = {
  level: "风险等级",
  village: "所在村（社区）",
  area: "所在地区",
};

const ownerOf = (id: string): string => (isDepartment(id) ? departmentNames[id] : "民政部门");
const within = (text: string): string => lengthText(lengthOf(text));
const days = (n: number): string => (n === 0 ? "当日" : `${n}个工作日内`);

const measureNames = {
  intervened: "已干预",
  tracked: "已定期介入跟踪",
  secured: "已落实保障",
  resumed: "已复学复读",
} as const;

function measured(tree: Measures): string {
  if (typeof tree === "string") return measureNames[tree];
  const [parts, word] = "all" in tree ? [tree.all, "并且"] : [tree.any, "或"];
  const said = parts.map((part) => (typeof part === "string" || parts.length === 1 ? measured(part) : `（${measured(part)}）`));
  return said.join(word);
} // prettier-ignore

const countings = {
  one_level_each_type: "同一儿童只计入最高等级，等级内符合几类的各计一次",
  one_level_one_type: "同一儿童只计入最高等级的一类",
  every_ground: "每一情形各计一次",
} as const;

function tableRows(table: Return): Part[] {
  return (table.blocks ?? []).map((block) =>
    partOf({ title: block.title }, {
      lines: block.rows.map(({ title, rest, of_which: part }) =>
        `${title}${rest ? "（含本板块其他各行没有收下的儿童）" : ""}${part ? `；${part.title}：${measured(part.measures)}` : ""}`),
    }),
  );
} // prettier-ignore

const due = (days_: readonly string[] | undefined): string[] =>
  days_ === undefined || days_.length === 0 ? [] : [`报送：${days_.join("、")} 以前`];

const returns = (writing: Writing): Item[] =>
  writing.whole.returns.map((table) =>
    itemOf(writing, placeIn("returns")(table.id), table, {
      lines: [...due(table.due), ...(table.counting ? [`计数：${countings[table.counting]}`] : []), ...(table.counting_note ? [table.counting_note] : [])],
      parts: tableRows(table),
    }),
  ); // prettier-ignore

/** Of a section that the shape of packs leaves open: its words where they are words. */
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

function registers(writing: Writing): Item[] {
  const columns = ({ columns: given }: Entry): string[] =>
    (Array.isArray(given) ? given : []).map((column: { readonly title?: string }) => column.title ?? "");
  return writing.whole.registers.map((entry) =>
    itemOf(writing, placeIn("registers")(entry.id), entry, {
      lines: [...due(texts(entry["due"])), `列：${columns(entry).join("、")}`, ...texts([entry["foot"]])],
    }),
  );
}

function bulletins(writing: Writing): Item[] {
  const words = new Map(writing.whole.levels.map(({ id, word }) => [id, word]));
  const label = (key: string): string => writing.telling.factOf(key)?.zh ?? bulletinNames[key] ?? "其他";
  const checks = { before: "先由第二人核对再发出", after: "先发出、后由第二人核对" } as const;
  return writing.whole.bulletins.map((item) =>
    itemOf(writing, placeIn("bulletins")(item.id), item, {
      lines: [
        `${unitNames[item.from] ?? item.from}${every(item.every)}通报${item.levels.map((id) => words.get(id) ?? id).join("、")}儿童名单`,
        ...item.to.map(({ department, fields }) => `给${departmentNames[department]}：${fields.map(label).join("、")}`),
        `到期前${item.remind}天列入今日；紧急通报${checks[item.urgent_check]}`,
      ],
    }),
  );
}

function conference(writing: Writing): Item[] {
  const { clause, invited, terms } = writing.whole.conference;
  const place = (key: "invited" | "terms") => ({
    section: "conference",
    id: key,
    by: ({ conference: own }: Writing["chain"][number]): boolean => own?.[key] !== undefined,
  });
  if (invited.length === 0) return [];
  return [
    itemOf(writing, place("invited"), { title: "个案会商请谁参加", clause }, {
      parts: invited.map((one) => partOf({ ...one, title: ownerOf(one.id) }, { lines: [one.title] })),
    }),
    itemOf(writing, place("terms"), { ...terms, title: "个案会商的期限" }, {
      lines: [
        `部门答复是否参加：${days(terms.answer)}；会后回看：${days(terms.review)}`,
        `到期前${terms.remind}个工作日提醒，逾期${terms.climb}个工作日由上一级看到`,
      ],
    }),
  ];
} // prettier-ignore

function transitions(writing: Writing): Item[] {
  const titles = new Map(writing.whole.categories.map(({ id, title }) => [id, title]));
  return writing.whole.transitions.map((entry) =>
    itemOf(writing, placeIn("transitions")(entry.id), entry, {
      lines: [
        `适用：${texts(entry["categories"]).map((id) => titles.get(id) ?? id).join("、")}`,
        ...texts([entry["for"]]).map((text) => `为期${within(text)}`),
      ],
    }),
  );
} // prettier-ignore

function comparisons(writing: Writing): Item[] {
  const label = (key: string): string => {
    if (!key.startsWith("parent.")) return writing.telling.factOf(key)?.zh ?? "所在村（社区）";
    return (writing.telling.factOf(`father.${key.slice(7)}`)?.zh ?? key).replace(/^父亲/, "父母");
  };
  const rules = (item: ComparisonItem) => [
    ...ruleOf(writing, "台账上有、名单上应有而没有", item.missing?.when),
    ...ruleOf(writing, "名单上有而不应再有", item.surplus?.when),
    ...ruleOf(writing, "名单上有、台账上没有而应当排查建档", item.unregistered?.when),
  ];
  return writing.whole.comparisons.map((item) =>
    itemOf(writing, placeIn("comparisons")(item.id), item, {
      lines: [
        `名单来自：${ownerOf(item.department)}；${item.of === "parents" ? "名单上是父母" : "名单上是儿童"}`,
        `名单的列：${item.columns.map(label).join("、")}`,
        ...(item.compare?.length ? [`与档案不得不同：${item.compare.map(label).join("、")}`] : []),
        `核查期限：${within(item.limit)}${item.limit_clause ? `（${item.limit_clause}）` : ""}`,
      ],
      rules: rules(item),
    }),
  );
}

function referrals(writing: Writing): Item[] {
  const steps = ({ terms: { receive, answer, check, remind, climb }, search }: ReferralItem): string[] => [
    `签收：${days(receive)}；答复：${days(answer)}；核对答复：${days(check)}`,
    `到期前${remind}个工作日提醒，逾期${climb}个工作日由上一级看到`,
    ...(search ? [`公安机关查找为期${search.months}个月（${search.clause}）`] : []),
  ];
  return writing.whole.referrals.map((item) =>
    itemOf(writing, placeIn("referrals")(item.id), item, {
      lines: [`转介给：${ownerOf(item.department)}${item.urgent ? "（紧急）" : ""}`, ...steps(item), `期限依据：${item.terms.clause}`],
      rules: ruleOf(writing, "符合下面条件的儿童，系统提出转介建议", item.when),
    }),
  );
} // prettier-ignore

const recognitions = (writing: Writing): Item[] =>
  writing.whole.recognitions.map((item) =>
    itemOf(writing, placeIn("recognitions")(item.id), item, {
      lines: [
        `乡镇（街道）查验：${days(item.verify)}；县级民政部门确认：${days(item.confirm)}`,
        `到期前${item.remind}个工作日提醒，逾期${item.climb}个工作日由上一级看到`,
      ],
    }),
  );

const limitNames = { receive: "接收报告", handle: "第一次处置", tell: "告知报告人" } as const;

function concerns(writing: Writing): Item[] {
  const { situations, concernLimits, reporters, hotlines } = writing.whole;
  const facts = (keys: readonly string[] | undefined): string[] =>
    keys?.length ? [`核实后可能记入档案：${keys.map((key) => writing.telling.factOf(key)?.zh ?? key).join("、")}`] : [];
  return [
    ...situations.map((one) =>
      itemOf(writing, placeIn("situations")(one.id), one, { text: one.text, lines: facts(one.facts) }),
    ),
    ...concernLimits.map((one) =>
      itemOf(writing, placeIn("concern_limits")(one.id), { ...one, title: limitNames[one.id] }, {
        lines: [one.hours === 0 ? "接到报告后立即" : `接到报告后${one.hours}小时内`],
      }),
    ),
    ...reporters.map((one) => itemOf(writing, placeIn("reporters")(one.id), one, { lines: ["有报告义务的人员"] })),
    ...hotlines.map((one) =>
      itemOf(writing, placeIn("hotlines")(one.id), { ...one, title: `${one.number}　${one.title}` }, { lines: [one.text] }),
    ),
  ];
} // prettier-ignore

export const workSections = (writing: Writing): Section[] => [
  { id: "evidence", title: "走访留证", items: evidenceItems(writing) },
  { id: "returns", title: "统计报表", items: returns(writing) },
  { id: "registers", title: "花名册", items: registers(writing) },
  { id: "bulletins", title: "名单通报", items: bulletins(writing) },
  { id: "transitions", title: "退出后的过渡", items: transitions(writing) },
  { id: "comparisons", title: "部门名单比对", items: comparisons(writing) },
  { id: "referrals", title: "部门转介", items: referrals(writing) },
  { id: "conference", title: "个案会商", items: conference(writing) },
  { id: "recognitions", title: "身份认定", items: recognitions(writing) },
  { id: "concerns", title: "强制报告", items: concerns(writing) },
  { id: "entrustment", title: "委托照护", items: careItems(writing) },
];
