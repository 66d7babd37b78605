import type { Counting } from "./words.ts";

/** Printed where a policy fixes no wording of its own: no document says how a child of several types is counted. */
export const countingNotes: Readonly<Record<Counting, string>> = {
  one_level_each_type:
    "同一儿童按最高风险等级计入一个等级；同一等级内符合多个类型的，各类型分别计数，小计、合计按人数计，不重复。",
  one_level_one_type: "同一儿童按最高风险等级计入一个等级；同一等级内符合多个类型的，只计入排列在前的一个类型。",
  every_ground: "同一儿童按其全部风险情形在各等级、各类型分别计数；小计、合计按人数计，不重复。",
};

/** `5.其他情况的儿童数` → `“5.其他情况的儿童数”`. */
const quoted = (title: string): string => `“${title}”`;

interface Part {
  readonly title: string;
  readonly n: number;
}

const listed = (parts: readonly Part[]): string => parts.map(({ title, n }) => `${title}${n}人`).join("，");

export const notes = {
  overlaps: (n: number) => `在同一等级内同时符合两个及以上类型的儿童${n}人，小计中只计一次。`,
  firstType: (n: number) => `在同一等级内同时符合两个及以上类型的儿童${n}人，只计入排列在前的一个类型。`,
  severalLevels: (n: number) => `在两个及以上等级计数的儿童，合计中只计一次（共减去重复${n}人次）。`,
  inRest: (level: string, row: string, parts: readonly Part[]) =>
    `${level}${quoted(row)}含本表没有单独一行的情形：${listed(parts)}。`,
  elsewhere: (level: string, parts: readonly Part[]) =>
    `${level}中下列情形在本表没有单独一行，因同时符合其他类型，已计入相应行：${listed(parts)}。`,
  uncategorised: (n: number) => `本表含因存在风险情形纳入、尚未认定为农村留守儿童或困境儿童的儿童${n}人。`,
  unplaced: (n: number, level: string | null) =>
    level === null
      ? `有${n}名在册儿童尚无风险等级，未能计入本表，人数合计因此少于在册人数。`
      : `有${n}名${level}儿童在本表没有可计入的行，人数合计因此少于在册人数。`,
  complete: (n: number) => `人数合计与同日台账在册服务对象${n}人一致，无遗漏。`,
} as const;

export const formulas = {
  ofWhich: (row: string) => `${row}：其中≤本行`,
  subtotal: (level: string) => `${level}：人数小计＝各行之和－同级重复`,
  total: "人数合计＝各级小计之和－跨级重复",
  served: "人数合计＝台账在册服务对象数",
} as const;

/** The fixed words of the printed form (普民〔2024〕35号 附件1). */
export const form = {
  annex: (n: string) => `附件 ${n}`,
  header: ["填报单位", "填报人", "日期", "联系电话"],
  columns: ["风险等级类型", "服务对象类型", "人数", "备注"],
  subtotal: "人数小计",
  total: "人数合计",
  notes: "填报说明",
  seeNote: (n: number) => `见说明${n}`,
  sheet: "报表",
  creator: "童护 Tonghu",
  continued: "（续）",
  excelPage: "&C第 &P 页  共 &N 页",
  page: (n: number, of: number) => `第 ${n} 页  共 ${of} 页`,
  reckoned: "（推算）",
  asOf: (day: string, policy: string, at: string) => `数据时点：${day}　政策：${policy}　生成时间：${at}`,
} as const;

/** 附件2 排查表. */
export const register = {
  number: "序号",
  /** In place of a name: the file now lies in an area that the reader may not see. */
  elsewhere: "（档案已迁出）",
  present: "风险等级按数据时点，其他信息为生成时的最新记录。",
  yes: "是",
  no: "否",
  ungraded: "未定级",
  suspected: (ground: string) => `（疑似）${ground}`,
  measures: {
    intervened: "已干预",
    tracked: "已定期介入跟踪",
    secured: "已落实保障",
    resumed: "已复学复读",
  } as Readonly<Record<string, string>>,
  foot: "说明：1.排查儿童信息实时更新录入全国儿童信息系统；2.备注栏中，根据风险等级，农村留守儿童和困境儿童分为四个等级：高风险（红色）、中高风险（黄色）、中低风险（蓝色）、低风险（绿色）。",
} as const;

export const problems: Readonly<Record<string, string>> = {
  "returns.definition_invalid": "报表定义有误：{path}。",
  "returns.check_invalid": "勾稽关系写法有误，或引用了不存在的栏次。",
  "returns.unknown": "该地区当日施行的政策中没有这张表。",
  "returns.unplaced": "有儿童在报表中没有可计入的行。",
  "returns.figure_unknown": "报表中没有这个数字。",
  "returns.due_unknown": "本单位没有这一天应报送的这一项，请刷新后再登记。",
  "returns.handed_already": "这一项已经登记过报送，请刷新后查看。",
  "returns.handed_day_wrong": "报送日期 {day} 不对：不能晚于今天，也不能早于 {from}。",
  "returns.private": "文字里像是有身份证号或手机号，没有保存。报送的登记不写孩子和家长的信息。",
  "returns.handing_unknown": "没有找到这次报送的登记。",
  "returns.handing_taken_back": "这次报送的登记已经撤回。",
  "returns.glyph_missing": "字库中缺少所列的字，无法打印为 PDF；可导出 Excel，或安装含有这些字的字体后再试。",
};

export const definitionFaults: Readonly<Record<string, string>> = {
  cell_twice: "栏次重复",
  level_twice: "同一等级出现两次",
  row_twice: "行的编号重复",
  row_takes_nobody: "该行没有写明计入哪些儿童",
  second_rest_row: "同一等级只能有一个“其他”行",
  formula_unreadable: "勾稽关系无法识别",
  formula_names_no_cell: "勾稽关系引用了没有编号的栏次",
};

/** Printed where the day asked for is still to come. */
export const reckonedNote = (day: string, today: string): string =>
  `推算：数据时点 ${day} 尚未到来，按 ${today} 已登记的信息推算，届时以实际登记为准，不得作为正式数据上报。`;

/** Printed where nobody had been registered yet: a nought that says nothing must not look like one that was counted. */
export const unrecordedNote = (day: string): string =>
  `到 ${day} 为止，系统中还没有本区划任何儿童的记录：表中的 0 是没有登记，不是没有儿童，不得作为正式数据上报。`;

/** Printed where the form's own document was not yet in effect. */
export const earlierNote = (document: string, from: string): string =>
  `表式依据的${document}自 ${from} 起施行，数据时点早于该日，等级和类别按当时施行的政策判定。`;

/** Printed on every table drawn from a demo database. */
export const synthetic = "演示数据：表中人员均为虚构，不得上报。";

export const history: Readonly<Record<string, string>> = {
  "returns.handed_in": "登记已报送",
  "returns.handing_taken_back": "撤回已报送的登记",
};
