import type { ChangeKind, Level } from "./words.ts";

/** What a person reads when the division refuses; {…} are filled from the problem's data. */
export const problems: Readonly<Record<string, string>> = {
  "area.unknown": "没有这个区划代码，或该区划尚未载入：{codes}。",
  "area.not_a_village": "请填写到村（社区）：{code} {name}。",
  "area.changes_refused": "变更表有 {count} 处错误，没有写入任何内容。",
  "area.file_unreadable": "文件不是文本：请把变更表另存为 CSV（UTF-8 或 GB18030）。",
  "area.columns_missing": "变更表缺少列：{columns}。应有：日期、方式、原代码、新代码、新名称。",
  "area.file_missing": "没有找到文件：{file}。",
  "area.boundaries_missing": "没有收到边界文件，请重新选择。",
  "area.boundaries_unreadable": "边界文件不是 GeoJSON 要素集合（FeatureCollection），没有载入。",
  "area.boundaries_large": "边界文件过大：不超过 {megabytes} MB、{points} 个点。请先简化边界。",
  "area.boundary_malformed": "第 {n} 个要素的边界无法识别：只接受经纬度的多边形（Polygon、MultiPolygon）。",
  "area.boundary_foreign": "第 {n} 个要素的区划代码 {code} 不是 {area} 的下一级，或尚未载入。",
  "area.boundary_twice": "第 {n} 个要素的区划代码 {code} 重复。",
  "area.line_malformed": "第 {line} 行无法识别：{what}。",
  "area.code_unknown": "第 {line} 行：原代码 {code} 在该日期不存在，或尚未载入。",
  "area.code_taken": "第 {line} 行：新代码 {code} 已被占用。",
  "area.code_same": "第 {line} 行：新代码与原代码相同：{code}。",
  "area.code_malformed": "第 {line} 行：新代码应为 2、4、6、9 或 12 位数字：{code}。",
  "area.changed_twice": "第 {line} 行：同一日期对 {code} 有不止一项变更，请合为一行（仅“拆分”可有多行）。",
  "area.children_left": "第 {line} 行：{code} 撤销后，其下仍有单位没有去向：{codes}。",
  "area.level_differs": "第 {line} 行：新代码 {code} 与原代码层级不同。",
  "area.name_missing": "第 {line} 行：请填写新名称。",
  "area.out_of_order": "第 {line} 行：{code} 的上一次变更在 {day}，历史只能向后续写。",
  "area.parent_unknown": "第 {line} 行：新代码 {code} 的上级不存在，或尚未载入。",
  "area.rename_keeps_code": "第 {line} 行：更名不变代码；代码变更请用“变更代码”：{code}。",
  "area.successor_unknown": "第 {line} 行：新代码 {code} 不存在；新设的单位请填写新名称。",
};

export const levelWords: Readonly<Record<Level, string>> = {
  province: "省级",
  prefecture: "地级",
  county: "县级",
  township: "乡级",
  village: "村级",
};

export const changeWords: Readonly<Record<ChangeKind, string>> = {
  renamed: "更名",
  merged: "合并",
  split: "拆分",
  recoded: "变更代码",
  moved: "划转",
  created: "新设",
  alias: "别名",
};

/** What a table of changes wants in each column, for the line where something else stands. */
export const columnWants: Readonly<Record<string, string>> = {
  day: "日期应写作年-月-日，如 2025-01-01，并且是确有的一天",
  how: `方式应为${Object.values(changeWords).join("、")}之一`,
  oldCode: "原代码应为 2、4、6、9 或 12 位数字",
  newCode: "新代码应为 2、4、6、9 或 12 位数字",
  newName: "新名称过长或含有不能用的字符",
  "": "引号没有成对",
};

/** One fault of a table of changes as a sentence. */
export function faultSentence(fault: Readonly<Record<string, unknown>>): string {
  const sentence = problems[String(fault["fault"])] ?? String(fault["fault"]);
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = fault[key];
    if (Array.isArray(value)) return value.filter((one) => typeof one === "string").join("、");
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  });
}
