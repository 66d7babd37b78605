/** What a person reads when a survey, or a cell of it, is refused; {…} are filled from the data. */
export const problems: Readonly<Record<string, string>> = {
  "survey.no_header": "没有找到表头。工作表中须有“姓名”和“村（居）”两列，请使用系统下发的模板。",
  "survey.column_missing": "工作表“{sheet}”缺少必填的列：{columns}。请补上这一列（可放在任意位置）后再上传。",
  "survey.no_rows": "工作表里没有填写任何儿童。请检查是否选错了文件。",
  "survey.column_unknown": "模板中的列 {key} 不在信息项目录中。",
};

/** What stands beside a bad cell: what is wrong, and what to do. */
export const faultSentences: Readonly<Record<string, string>> = {
  "survey.required": "“{column}”必须填写。",
  "survey.birth_missing": "没有身份证号的，必须填写出生日期（公历，如 2014-05-01）。",
  "survey.cell_error": "单元格是公式错误 {error}。请直接填写内容，不用公式。",
  "survey.formula_without_value": "单元格是公式，但文件里没有保存计算结果。请直接填写内容，不用公式。",
  "survey.date_in_text": "Excel 把这里的内容变成了日期（{day}）。请把单元格设为“文本”格式后重新填写。",
  "survey.columns_disagree": "有两列都是“{column}”，内容与 {same} 不同。请保留正确的一个。",
  "survey.row_repeated": "与{where}是同一名儿童。请合并为一行。",
  "survey.day_lunar": "“{text}”像是农历日期。请换算成公历后填写，如 2014-05-01。",
  "survey.day_incomplete": "日期不完整：{text}。请写明四位年份、月、日，如 2014-05-01。",
  "survey.day_impossible": "没有这一天：{text}。请核对后填写，如 2014-05-01。",
  "survey.day_in_future": "日期 {text} 在今天之后，请核对。",
  "survey.day_out_of_range": "日期 {text} 不合情理，请核对年份。",
  "survey.day_unreadable": "看不懂的日期：{text}。请按 2014-05-01 的样子填写。",
  "survey.text_too_long": "内容超过 {max} 个字，请缩短。",
  "survey.text_unseen": "含有看不见的控制字符（多半是从网页或聊天软件复制带来的）。请删去这一格，重新手工输入。",
  "survey.name_emoji": "姓名中有表情符号，请删去。",
  "survey.name_unreadable": "不像姓名，请填写真实姓名。",
  "survey.digits_lost":
    "号码被 Excel 当成数字，末几位已经变成 0，无法恢复。请把这一列设为“文本”格式（选中列 → 设置单元格格式 → 文本），再照证件重新输入。",
  "survey.id_length": "身份证号应为 18 位（旧证 15 位），这里是 {length} 位。请照证件核对。",
  "survey.id_characters": "证件号码含有不该有的字符。身份证号只有数字，末位可以是 X。",
  "survey.id_birth": "身份证号中的出生日期不存在。请照证件核对第 7 至 14 位。",
  "survey.id_check": "身份证号末位校验不符，至少有一位抄错。请照证件逐位核对。",
  "survey.id_in_future": "身份证号中的出生日期 {day} 在今天之后。请照证件核对。",
  "survey.id_contradicts_birth": "与身份证号中的出生日期（{read}）不一致。请核对，改正其中一个。",
  "survey.id_contradicts_sex": "与身份证号表明的性别（{read}）不一致。请核对，改正其中一个。",
  "survey.id_kind_contradicts": "证件类型填了“无证件”，却有证件号码。请改正其中一个。",
  "survey.id_of_other_sex": "这个身份证号表明的性别与“{column}”不符，是否填错了人？",
  "survey.id_is_the_childs": "与儿童本人的身份证号相同，请照证件重新填写。",
  "survey.not_a_child": "按出生日期 {day}，已年满十八周岁，不在排查范围。请核对；确已年满的，请删去这一行。",
  "survey.certificate_length": "残疾人证号应为 20 位（补办的可到 22 位），这里是 {length} 位。请照证件核对。",
  "survey.certificate_characters": "残疾人证号含有不该有的字符。请照证件核对。",
  "survey.certificate_id": "残疾人证号前 18 位不是正确的身份证号。请照证件核对。",
  "survey.certificate_kind": "残疾人证号第 19 位（类别）应为 1 至 7。请照证件核对。",
  "survey.certificate_level": "残疾人证号第 20 位（等级）应为 1 至 4。请照证件核对。",
  "survey.certificate_contradicts": "与残疾人证号末两位表明的不一致（应为 {read}）。请核对，改正其中一个。",
  "survey.certificate_of_another": "残疾人证号前 18 位与儿童的身份证号不同。请照证件核对。",
  "survey.phone_wrong": "不像电话号码。手机号为 11 位；座机请写区号，如 0663-2221234。没有电话的留空。",
  "survey.phone_two": "一格只填一个号码，其余的写在备注里。",
  "survey.choice_unknown": "没有“{text}”这一选项。可填：{choices}。",
  "survey.choice_contradicts": "“无”不能和别的选项同时填写：{text}。",
  "survey.level_wrong": "等级应为 1 至 4（如“二级”填 2）。",
  "survey.number_wrong": "应填整数：{text}。",
  "survey.period_backwards": "届满日期早于起始日期，请核对。",
  "survey.village_unknown": "没有找到这个村（居），或不在您的辖区内：{text}。请填写规范名称或 12 位代码。",
  "survey.village_ambiguous": "有不止一个村（居）叫“{text}”，请写上镇（街道）名称或填 12 位代码。",
  "survey.area_unknown": "没有找到这个地方：{text}。请按“省、市、县（区）、镇、村”依次写全，或填区划代码。",
};

const values: Readonly<Record<string, string>> = {
  male: "男", female: "女", sight: "视力", hearing: "听力", speech: "言语", limb: "肢体", intellect: "智力", mental: "精神", multiple: "多重",
}; // prettier-ignore

/** The sentence of a code, filled in. */
export function say(code: string, data: Readonly<Record<string, unknown>> = {}): string {
  const sentence = faultSentences[code] ?? problems[code] ?? code;
  return sentence.replace(/\{(\w{1,20})\}/g, (_whole, key: string) => {
    const found = data[key];
    if (typeof found === "number") return String(found);
    return typeof found === "string" ? (values[found] ?? found) : "";
  });
}

export const outcomes = {
  imported: "已导入",
  updated: "已更新",
  unchanged: "已在册，未变",
  refused: "有误",
} as const;
export type Outcome = keyof typeof outcomes;
