import type { Fault } from "#engines/rules/fault.ts";
import type { FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import type { Length } from "#kernel/length.ts";
import type { Seen, TimeFinding, Wording } from "#engines/rules/reason.ts";

const units = { days: "日", months: "个月", years: "年" } as const;
export const lengthText = (length: Length): string => `${length.n}${units[length.unit]}`;

export const levelNames: Readonly<Record<string, string>> = {
  province: "省（自治区、直辖市）",
  prefecture: "市（州）",
  county: "县（市、区）",
  township: "乡镇（街道）",
  village: "村（社区）",
};

/** Who sends and receives by a deadline, and to whom what is overdue climbs. */
export const unitNames: Readonly<Record<string, string>> = {
  village: "村（社区）",
  township: "乡镇（街道）",
  county: "县级民政部门",
  prefecture: "市级民政部门",
  province: "省级民政部门",
  supervisor: "儿童督导员",
  director: "儿童主任",
  city: "市级民政部门",
  ministry: "民政部",
};

export const visitNames: Readonly<Record<string, string>> = { home_visit: "入户走访", contact: "联系" };

export const ledgerNames: Readonly<Record<string, string>> = {
  main: "主台账",
  single_parent: "单亲家庭台账",
  mobile: "流动儿童台账",
  statistics: "仅作统计",
};

const label = (spec: FactSpec, code: string): string => spec.options?.[code] ?? code;

function valueText(spec: FactSpec, value: FactValue): string {
  if (typeof value === "boolean") return value ? "是" : "否";
  if (Array.isArray(value)) return value.map((code: string) => label(spec, code)).join("、");
  return spec.options ? label(spec, String(value)) : `${String(value)}${spec.unit ?? ""}`;
}

/** 已满3个月、未满6个月: the bounds as the finding stands to them. */
function against<T>(found: TimeFinding, bounds: { atLeast?: T; under?: T }, words: (bound: T) => string): string {
  const { atLeast, under } = bounds;
  if (found.side === "before" && atLeast !== undefined) return `未满${words(atLeast)}`;
  if (found.side === "after" && under !== undefined) return `已满${words(under)}`;
  const parts = [
    ...(atLeast === undefined ? [] : [`已满${words(atLeast)}`]),
    ...(under === undefined ? [] : [`未满${words(under)}`]),
  ];
  return parts.join("、");
}

/** 出生日期：2014-05-01；截至2024-07-01，10周岁，未满16周岁 */
const onDay = ({ seen, asOf }: TimeFinding, finding: string): string =>
  `${seen.label}：${seen.shown}；截至${asOf}，${finding}`;

const withCodes = (a: Seen, b: Seen): string => `${a.label}（${a.shown}）与${b.label}（${b.shown}）`;
const tooCoarse = "：区划过粗，不能判断是否";
const where = (answer: boolean | null): string => (answer === null ? tooCoarse : answer ? "" : "不");
const reversed = ({ seen, and }: TimeFinding): string =>
  `${seen.label}：${seen.shown}，${and?.label ?? ""}：${and?.shown ?? ""}；起止日期颠倒，请核对`;

/** The sentences of reasons: what the file says, never a judgement of a person. */
export const wording: Wording = {
  value: valueText,
  fact: (seen) => `${seen.label}：${seen.shown}`,
  absent: (seen, asNo) => `${seen.label}：未登记${asNo ? "，视为没有" : ""}`,
  age: (found, years, bounds) =>
    onDay(found, years < 0 ? "尚未出生" : `${years}周岁，${against(found, bounds, (n) => `${n}周岁`)}`),
  elapsed: (found, bounds) => {
    if (bounds.atLeast?.n === 0 && !bounds.under) return onDay(found, found.answer ? "已到这一天" : "还没有到这一天");
    return onDay(found, found.asOf < String(found.seen.value) ? "尚未开始" : against(found, bounds, lengthText));
  },
  term: (found, bounds) =>
    found.contradicted
      ? reversed(found)
      : `${found.seen.label}至${found.and?.label ?? ""}（${found.seen.shown}至${found.and?.shown ?? ""}）：${termFinding(found, bounds)}`,
  valid: (found) => onDay(found, found.answer ? "仍在有效期内" : "已过有效期"),
  during: (found) => {
    if (found.contradicted) return reversed(found);
    if (found.side === "before") return onDay(found, "尚未开始");
    const { and: until } = found;
    if (!until || until.value === null) return onDay(found, "已经开始，没有登记届满日期");
    return onDay({ ...found, seen: until }, found.answer ? "期限尚未届满" : "期限已届满");
  },
  remaining: (found, atLeast) => onDay(found, found.answer ? `还有${lengthText(atLeast)}以上` : `还有不到${lengthText(atLeast)}`),
  differs: (a, b, level, answer) => `${withCodes(a, b)}${where(answer === null ? null : !answer)}在同一${levelNames[level] ?? level}`,
  within: (seen, area, answer) => `${seen.label}（${seen.shown}）${where(answer)}在${area}范围内`,
  bothIn: (a, b, title, answer) => `${withCodes(a, b)}${answer === null ? `${tooCoarse}都` : answer ? "都" : "不都"}在同一${title}内`,
}; // prettier-ignore

function termFinding(found: TimeFinding, bounds: { atLeast?: Length; under?: Length }): string {
  if (found.seen.shown > (found.and?.shown ?? "")) return "后者早于前者";
  if (bounds.atLeast?.n === 0 && !bounds.under) return "后者不早于前者";
  return found.answer ? against(found, bounds, lengthText) : notWithin(bounds);
}

const notWithin = (bounds: { atLeast?: Length; under?: Length }): string => {
  if (bounds.atLeast && bounds.under)
    return `不在${lengthText(bounds.atLeast)}以上、未满${lengthText(bounds.under)}之内`;
  return bounds.atLeast ? `未满${lengthText(bounds.atLeast)}` : `已满${bounds.under ? lengthText(bounds.under) : ""}`;
};

type Data = Readonly<Record<string, unknown>>;
type Sentence = (data: Data) => string;

const types: Readonly<Record<string, string>> = {
  day: "日期",
  bool: "是否",
  enum: "单选",
  set: "多选",
  int: "整数",
  area: "区划",
  text: "文字",
  object: "一组事实",
};

const yamlReasons: Readonly<Record<string, string>> = {
  syntax: "YAML 写法有误",
  empty: "文件是空的",
  too_long: "文件过大",
  too_deep: "嵌套过深",
  too_large: "展开后内容过多",
  text_too_long: "文字过长",
  control_character: "含有控制字符",
  not_a_number: "数值无效",
  not_plain: "不是普通数据",
  unknown_alias: "别名没有所指",
  bad_key: "键名无效",
  not_utf8: "不是 UTF-8 文字",
  not_readable: "读不到文件",
};

const lowerings: Readonly<Record<string, string>> = {
  gone: "取消了上级的这一项",
  kind_gone: "取消了上级的细分",
  age_lowered: "年龄线低于上级",
  level_lowered: "等级低于上级",
  visit_rarer: "频次低于上级",
  suspected_gone: "不再认定疑似情形",
  evidence_dropped: "上级要求的走访佐证这里不要求",
  evidence_back: "上级不收的走访佐证这里又收",
  example: "上级答“是”的例子这里答“否”",
  example_unknown: "上级答“是”的例子这里答“未知”",
};

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
/** What stood in the place of what should have: perhaps nothing. */
const given = (data: Data): string =>
  [text(data["given"]), text(data["word"])].find((word) => word !== "" && word !== "undefined") ?? "空";
const detail = (value: unknown): string => (text(value) === "" ? "" : `：${text(value)}`);

/** How often the higher pack visits, in words: `home_visit 1 months`. Any other detail as it is. */
function rhythmSaid(value: unknown): string {
  const found = /^(\w+) (\d+) (days|months)$/.exec(text(value));
  const [, kind = "", n = "", unit = ""] = found ?? [];
  const name = visitNames[kind];
  return name === undefined ? text(value) : `上级为${name}每${n}${unit === "days" ? "天" : "个月"}一次`;
}

/** A fault of a pack, for whoever edits it. */
const faultSentences: Readonly<Record<string, Sentence>> = {
  yaml: (d) => `${yamlReasons[text(d["reason"])] ?? text(d["reason"])}${detail(d["detail"])}`,
  shape: (d) => `${text(d["item"]) === "-" ? "文件" : `${text(d["item"])} `}的内容不合要求（现为 ${given(d)}）`,
  unknown_key: (d) => `不认识的键“${text(d["key"])}”`,
  missing_clause: (d) => `${text(d["item"])} 缺少条款（clause）`,
  unknown_fact: (d) => `没有“${text(d["fact"])}”这个事实，见 docs/facts.md`,
  sealed_fact: (d) => `事实“${text(d["fact"])}”封存保密，不得用于与部门名单比对（${text(d["item"])}）`,
  fact_not_for_policy: (d) => `事实“${text(d["fact"])}”不得用于政策条件`,
  wrong_operator: (d) => `事实“${text(d["fact"])}”是${types[text(d["type"])] ?? text(d["type"])}，不能用“${text(d["operator"])}”来问`,
  wrong_value: (d) => `“${text(d["operator"])}”的值与“${text(d["fact"])}”的类型不符`,
  unknown_code: (d) => `事实“${text(d["fact"])}”没有代码“${text(d["value"])}”`,
  unknown_use: (d) => `没有名为“${text(d["name"])}”的条件（define）`,
  use_cycle: (d) => `条件互相引用成环：${text(d["chain"])}`,
  unknown_list: (d) => `没有名为“${text(d["name"])}”的清单（lists）`,
  not_a_condition: (d) => `这里应当是一个条件（现为 ${given(d)}）`,
  empty_condition: (d) => `“${text(d["word"])}”应当是至少有一项的列表`,
  empty_range: () => "下限不低于上限，没有一天能符合",
  parent_outside: (d) =>
    text(d["name"]) === ""
      ? `“${text(d["fact"])}”只能写在 parents 之内`
      : `条件“${text(d["name"])}”问到“${text(d["fact"])}”，只能写在 parents 之内`,
  parents_nested: () => "parents 之内不能再写 parents，请另立条件（define）",
  overlap: (d) => `${text(d["item"])} 重复出现`,
  overlap_period: (d) => `与“${text(d["id"])}”在同一区划（${text(d["area"])}）的施行期重叠`,
  bad_period: (d) => `失效日 ${text(d["to"])} 不晚于施行日 ${text(d["from"])}`,
  unknown_item: (d) => `没有 ${text(d["item"])} 这一项`,
  unfounded: (d) => `${text(d["item"])} 写了“要求”，应当有文件条款，不能是本地设定或者草案（国办函〔2026〕12号）`,
  two_defaults: (d) => `${text(d["item"])} 是第二个默认等级`,
  empty_row: (d) => `${text(d["item"])} 没有写收哪些儿童`,
  wrong_folder: (d) => `政策编号“${text(d["id"])}”与文件夹“${text(d["folder"])}”不一致`,
  extends_unknown: (d) => `上级政策“${text(d["id"])}”不存在`,
  outside_parent: (d) => `区划 ${text(d["area"])} 不在上级政策“${text(d["id"])}”的区划 ${text(d["above"])} 之内`,
  not_inherited: (d) => `上级政策没有 ${text(d["item"])} 这一项`,
  without_own: (d) => `${text(d["item"])} 在本政策中又有规定，不能写入 without`,
  extends_cycle: (d) => `上级政策互相引用成环：${text(d["chain"])}`,
  below_parent: (d) =>
    `“${text(d["title"]) || text(d["item"])}”低于上级${text(d["parent"])}：${lowerings[text(d["how"])] ?? text(d["how"])}${detail(rhythmSaid(d["detail"]))}；确有依据的，在 narrows（从宽项）中写明 ${text(d["item"])} 和理由`,
  example_facts: (d) => `例子“${text(d["name"])}”的事实“${text(d["key"])}”无法读取`,
  example_failed: (d) => `例子“${text(d["name"])}”：${text(d["what"])} 应为 ${text(d["expected"])}，实为 ${text(d["got"])}`,
  clause_absent: (d) => `“${text(d["document"])}”的原文里没有 ${text(d["clause"])} 这一条`,
  wording_head: () => "原文开头要写明“文号：”和“题名：”，之后空一行",
  wording_twice: (d) => `原文里 ${text(d["clause"])} 出现了两次`,
  wording_clauses: (d) => `原文里没有一条带编号的条款，或者多于 ${text(d["most"])} 条`,
  too_deep: () => "条件嵌套过深",
}; // prettier-ignore

export const faultText = (fault: Fault): string => faultSentences[fault.code]?.(fault.data) ?? fault.code;

const expected: Readonly<Record<string, string>> = {
  ...types,
  day: "日期，写作 YYYY-MM-DD，如 2024-07-01，并且是确有的一天",
  enum: "所列代码之一",
  set: "所列代码中的一个或几个",
  area: "2、4、6、9 或 12 位区划代码",
};

/** What is wrong with a fact that was refused (rules engine, Misfit). */
function wrongness(d: Data): string {
  if (d["reason"] === "twice") return "写了两次";
  if (d["reason"] === "excludes") return "中的“无”（none）不能与其他代码同时填写";
  if (d["reason"] === "range") return `应为 ${text(d["least"])} 至 ${text(d["most"])} 的整数`;
  return `应为${expected[text(d["type"])] ?? "别的写法"}`;
}

/** Refusals of this capability. */
export const problems: Readonly<Record<string, Sentence>> = {
  "policy.none": (d) => `区划 ${text(d["area"])} 在 ${text(d["day"])} 没有施行的政策`,
  "policy.unknown": (d) => `没有编号为“${text(d["id"])}”的政策`,
  "policy.faulty": (d) => `${text(d["id"]) === "" ? "有的政策包" : `政策“${text(d["id"])}”`}有错误，请运行 tonghu policy check 查看`,
  "policy.calendar_invalid": (d) => `工作日历 ${text(d["path"])} 写得不对${d["year"] === undefined ? "" : `（${text(d["year"])} 年）`}：请对照当年国务院办公厅的放假通知改正`,
  "policy.no_packs": (d) => `文件夹“${text(d["folder"])}”里没有政策`,
  "policy.id_missing": (d) => `“${text(d["file"])}”里没有写明政策的编号（id）`,
  "policy.not_rehearsed": (d) => `改动后的政策“${text(d["id"])}”有 ${text(d["faults"])} 处错误，如上所列；请改正后再试算`,
  "policy.none_in_effect": (d) => `区划 ${text(d["area"])} 在 ${text(d["asOf"])} 没有施行的政策`,
  "policy.rehearsal_running": () => "您有一次试算还没有结束：请等它结束，或者先停止",
  "policy.rehearsals_too_many": () => "同时进行的试算太多，请稍后再试",
  "policy.rehearsal_unknown": () => "没有这次试算：可能已经清除，或者服务器重新启动过，请重新上传",
  "policy.fact_unknown": (d) => `没有${text(d["key"]) === "" ? "名称为空的" : `“${text(d["key"])}”这个`}事实`,
  "policy.fact_invalid": (d) => `事实“${text(d["key"])}”${wrongness(d)}`,
  "policy.facts_unreadable": () => "事实不是 JSON：应为一个对象、一个数组，或每行一个对象",
  "policy.facts_too_large": (d) => `一名儿童的事实超过 ${text(d["limit"])} MB；多名儿童请写成数组或每行一个对象`,
  "policy.file_unreadable": (d) => `读不到文件 ${text(d["file"])}`,
}; // prettier-ignore

export const problemText = (code: string, data: Data): string | undefined => problems[code]?.(data);

/** The workbook of a rehearsal. */
export const rehearsalFile = {
  title: "政策改动试算",
  cover: "说明",
  pack: "政策包",
  file: "文件",
  place: "地区",
  day: "按哪一天试算",
  children: "儿童",
  moved: "会有变化",
  notes: [
    "只是计算：台账、等级和走访安排都没有改变。",
    "封存保密的信息不参加试算，评估确认的等级也不计入：试算前的人数可能与台账略有出入。",
  ],
  nation: "全国",
  page: "第 &P 页，共 &N 页",
  none: "不定级",
  levels: "等级",
  corner: "试算前＼试算后",
  before: "试算前合计",
  after: "试算后合计",
  visits: "一年的走访联系",
  visitHeads: ["一年要做的（次）", "试算前", "试算后", "变化"],
  categories: "类别",
  categoryHeads: ["类别（人）", "新纳入", "不再纳入"],
  areas: "各地",
  areaHeads: ["下级地区（人）", "儿童", "会有变化", "等级上升", "等级下降"],
} as const;

/** A pack as people know it: its document, and which version of it here. */
export const packName = ({ document, ref }: { readonly document: string; readonly ref: string }): string =>
  `${document}（第${ref.split("@")[1] ?? "1"}版）`;
