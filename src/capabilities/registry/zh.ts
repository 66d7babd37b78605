import type { Misfit } from "#engines/rules/read-facts.ts";
import type { TextFault } from "./texts.ts";

/** What a person reads when the registry refuses; {…} are filled from the problem's data. */
export const problems: Readonly<Record<string, string>> = {
  "registry.not_found": "没有找到这名儿童的档案。",
  "registry.exists": "这份档案已经建立。",
  "registry.fact_unknown": "没有这一项信息：{key}。",
  "registry.id_malformed": "编号格式不对。",
  "registry.day_malformed": "日期应写成 2024-07-01 这样，并且确有这一天。",
  "registry.area_malformed": "地区代码格式不对。",
  "registry.fact_invalid": "“{label}”填写有误，请检查后重新填写。{why}",
  "registry.name_missing": "请填写儿童姓名。",
  "registry.birth_date_missing": "请填写出生日期；有身份证号的，出生日期可由身份证号带出。",
  "registry.birth_date_in_future": "出生日期在今天之后，请核对。",
  "registry.day_before_birth": "日期 {day} 早于儿童的出生日期，请核对。",
  "registry.period_backwards": "“{label}”早于起始日期，请核对两个日期是否填反。",
  "registry.fact_in_future": "“{label}”在今天之后，请核对年份。",
  "registry.measure_day_wrong": "“{label}”的日期有误：不能早于出生日期，也不能晚于今天。",
  "registry.day_in_future": "日期 {day} 在今天之后，请核对。",
  "registry.not_a_child": "该人已满十八周岁，不能建立儿童档案。",
  "registry.id_number_wrong": "证件号码有误，请对照证件逐位核对。",
  "registry.id_contradicts": "“{label}”与证件号码不一致，请核对。",
  "registry.certificate_wrong": "残疾人证号有误：应为18位身份证号加1位类别、1位等级。",
  "registry.certificate_contradicts": "“{label}”与残疾人证号不一致，请核对。",
  "registry.duplicate": "该儿童已经建档，请打开已有档案更新，不要重复建档。",
  "registry.duplicate_elsewhere": "该儿童已在其他地区建档，请联系上级民政部门办理档案转入。",
  "registry.same_person":
    "同名、同出生日期、同监护人的儿童已有档案，但证件号码不同。请先核对那份档案：是同一人的，更正其中的号码；确认不是同一人的，请在“登记儿童”中单独登记，登记时会请您确认。",
  "registry.number_of_another":
    "该证件号码已登记在另一名儿童名下（姓名不同），请核对。确是同一名儿童改名的，请先在其档案中更正姓名，再导入。",
  "registry.residence_contradicts":
    "“{label}”与建档的村（社区）不是同一处。在哪里建档，现居住地就记在哪里：请改正其中一个，或不填“{label}”。",
  "registry.repeated": "同一名儿童在本次导入中出现多次，只采用第一次出现的内容。",
  "registry.changed_meanwhile": "您填写期间，{labels}已由他人更新，请看过现在的内容再决定。",
  "registry.file_closed": "该档案已经结案，如需继续，请先恢复建档。",
  "registry.move_instead": "现居住地变更请使用“迁移档案”。",
  "registry.person_unknown": "所选人员中有人没有管到这名儿童的岗位，请在本县范围内选择。",
  "registry.seal_closed": "这次紧急查阅已经结束。确需再次查阅的，请重新填写理由。",
  "registry.own_case": "不能把自己指定为办案人员：请由本县其他负责人指定；情况紧急的，注明理由紧急查阅。",
  "registry.area_unknown": "没有这个区划代码，或该区划已经变更。",
  "registry.area_out_of_scope": "该地区不在您的工作范围内。",
};

export const history: Readonly<Record<string, string>> = {
  "registry.child_registered": "建立档案",
  "registry.facts_recorded": "更新信息",
  "registry.child_moved": "迁移档案",
  "registry.repeated": "同一名儿童在本次导入中出现多次，只采用第一次出现的内容。",
  "registry.file_closed": "结案",
  "registry.file_reopened": "恢复建档",
  "registry.case_named": "指定办案人员",
  "registry.seal_broken": "紧急查阅封存信息",
};

const expected: Readonly<Record<Misfit["type"], string>> = {
  day: "应为日期，写作 YYYY-MM-DD，如 2024-07-01，并且是确有的一天。",
  bool: "应填是或否。",
  enum: "应为所列选项之一。",
  set: "应为所列选项中的一项或几项。",
  int: "应为整数。",
  area: "应为 2、4、6、9 或 12 位区划代码。",
  text: "应为文字。",
};

const wrongText: Readonly<Record<TextFault, string>> = {
  empty: "不能是空白；不知道的，这一项不填。",
  long: "超过 {most} 个字，请缩短。",
  unseen: "含有看不见的控制字符（多半是从网页或聊天软件复制带来的），请删去后手工输入。",
  placeholder: "这不是姓名；没有或不知道的，这一项不填。",
  unlike_name: "不像姓名：姓名不能只有数字或标点，也不能以 = + - @ 开头。请照户口簿填写。",
};

/** Why a text cannot be kept. */
export const whyNotText = ({ fault, most }: { readonly fault: TextFault; readonly most: number }): string =>
  wrongText[fault].replace("{most}", String(most));

/** What a value should have been. */
export function whyNot({ type, reason, least, most }: Misfit): string {
  if (reason === "excludes") return "“无”不能与其他选项同时填写。";
  return reason === "range" ? `应为 ${least ?? ""} 至 ${most ?? ""} 的整数。` : expected[type];
}
