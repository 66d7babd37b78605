import { type Stage, stages } from "./words.ts";

export const problems: Readonly<Record<string, string | ((data: Readonly<Record<string, unknown>>) => string)>> = {
  "bulletin.unknown": "没有找到这份名单，或者名单上没有这名儿童。",
  "bulletin.item_unknown": "现行政策没有规定本级民政部门发送这种名单。",
  "bulletin.not_for_department": "“{title}”不向这个部门发送。",
  "bulletin.open_already": "发给这个部门的名单已经有一份在拟定或复核，请接着办理那一份，或者先作废。",
  "bulletin.not_now": ({ stage }) => `这份名单现在是“${stages[stage as Stage] ?? "其他状态"}”，不能这样办理；请刷新后再看。`,
  "bulletin.not_composer": "名单由拟定人修改和提交；拟定人不在的，请作废后重新拟定。",
  "bulletin.own_list": "自己拟定的名单要由另一人复核。",
  "bulletin.other_office": "这是其他民政部门的名单，由拟定的单位办理。",
  "bulletin.not_on_list": "这名儿童不在名单上，或者已经移出。",
  "bulletin.no_level": "这名儿童还没有风险等级，不能列入名单。",
  "bulletin.level_not_meant": "“{level}”不在这份名单通报的等级之内；情况特殊的，请从档案发起紧急通报。",
  "bulletin.recalled": "这条通报已经撤回。",
  "bulletin.urgent_whole": "紧急通报只有一名儿童，请撤回整份名单。",
  "bulletin.reason_names": "理由里写了名单上儿童的姓名。理由会长期保存，撤回的理由部门也会看到，请不写姓名；对个别儿童的说明写在“移出”或“撤回一名儿童”的理由里，记入本人档案。",
  "bulletin.reason_private": "理由里有身份证号或者手机号码，请删去。",
  "bulletin.helps_full": "对这名儿童已按这份名单反馈 {most} 次帮扶，不能再记；请在下一份名单上反馈。",
  "bulletin.before_told": "帮扶日期不能早于向本部门通报这名儿童之日（{day}）；反馈的是通报以后的帮扶，请核对日期。",
  "bulletin.day_wrong": "帮扶日期不能晚于今天（{day}）。",
  "bulletin.closed_before": "该儿童的档案已于 {day} 结案，只能反馈结案之前的帮扶。",
  "bulletin.line_unclear": "请填写帮扶类别（按下拉选项）、帮扶内容、帮扶单位或人员（各至少两个字）和帮扶日期（如 2026-11-30）。",
}; // prettier-ignore

export const history: Readonly<Record<string, string>> = {
  "bulletin.composed": "拟定名单",
  "bulletin.submitted": "提交复核",
  "bulletin.returned": "复核退回修改",
  "bulletin.checked": "复核通过",
  "bulletin.sent": "名单发送部门",
  "bulletin.received": "部门签收名单",
  "bulletin.withdrawn": "撤回名单",
  "bulletin.dropped": "名单作废",
  "bulletin.amended": "名单通报增减",
  "bulletin.told": "列入名单通报部门",
  "bulletin.recalled": "撤回名单通报",
  "bulletin.helped": "部门反馈帮扶",
};

/** The list as a workbook, for those who work offline. */
export const slipWords = {
  title: "帮扶反馈表",
  sheet: "名单",
  choices: "选项",
  said: ["姓名", "风险等级", "提供的信息"],
  asked: ["帮扶类别", "帮扶内容", "帮扶单位或人员", "帮扶日期", "备注"],
  token: "校验码（请勿改动）",
  widths: [12, 18, 40, 16, 40, 22, 14, 24, 30],
} as const; // prettier-ignore
