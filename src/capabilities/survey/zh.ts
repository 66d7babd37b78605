/** What a person reads when a survey, or a cell of it, is refused; {…} are filled from the data. */
export const problems: Readonly<Record<string, string>> = {
  "survey.sheet_hidden": "工作表“{sheet}”被隐藏了，没有读取。请在表格软件中取消隐藏，再上传。",
  "survey.no_header":
    "没有找到表头，选的可能不是排查表的 Excel 工作簿。工作表中须有“姓名”和“村（居）”两列，请使用系统下发的模板。",
  "survey.column_missing": "工作表“{sheet}”缺少必填的列：{columns}。请补上这一列（可放在任意位置）后再上传。",
  "survey.sheet_empty": "工作表是空的，没有任何内容。请检查是否选错了文件，或没有保存就上传了。",
  "survey.two_files": "一次只能上传一个文件，这次没有导入。请把文件分别上传。",
  "survey.no_rows": "工作表里没有填写任何儿童。请检查是否选错了文件。",
  "survey.no_file": "没有收到文件。请选择填好的摸排表再上传。",
  "survey.upload_broken": "文件没有完整传到，请重新选择文件再上传。",
  "survey.upload_too_large": "文件超过 {megabytes} MB。请拆成几个文件，分别上传。",
  "survey.failed": "读取时系统出现意外，已经停止；停止前读到的已经导入。请再次上传整份，已导入的不会重复。",
  "survey.interrupted": "导入途中系统重启，没有读完；重启前读到的已经导入。请再次上传整份，已导入的不会重复。",
  "survey.import_not_found": "没有找到这次导入。",
  "survey.not_returned": "这次导入没有批注后的表：导入没有完成，或已满九十天被清除。再次上传整份即可得到。",
  "survey.column_unknown": "模板中的列 {key} 不在信息项目录中。",
};

/** What stands beside a bad cell: what is wrong, and what to do. */
export const faultSentences: Readonly<Record<string, string>> = {
  "survey.required": "“{column}”必须填写。",
  "survey.birth_missing": "没有身份证号的，必须填写出生日期（公历，如 2014-05-01）。",
  "survey.cell_error": "单元格是公式错误 {error}。请直接填写内容，不用公式。",
  "survey.cell_picture": "这一格里是图片（嵌入单元格），不是文字，没有导入。请删去图片，填写文字；没有的留空。",
  "survey.formula_without_value": "单元格是公式，但文件里没有保存计算结果。请直接填写内容，不用公式。",
  "survey.date_in_text": "Excel 把这里的内容变成了日期（{day}）。请把单元格设为“文本”格式后重新填写。",
  "survey.columns_disagree": "有两列都是“{column}”，内容与 {same} 不同。请保留正确的一个。",
  "survey.row_repeated": "与{where}是同一名儿童。请合并为一行。",
  "survey.row_same_number":
    "与{where}证件号码相同、姓名不同。请核对：是两名儿童的，改正号码；是同一名儿童的，写成一样的姓名并合并为一行。",
  "survey.day_lunar": "“{text}”像是农历日期。请换算成公历后填写，如 2014-05-01。",
  "survey.day_incomplete": "日期不完整：{text}。请写明四位年份、月、日，如 2014-05-01。",
  "survey.day_impossible": "没有这一天：{text}。请核对后填写，如 2014-05-01。",
  "survey.day_in_future": "日期 {text} 在今天之后，请核对。",
  "survey.day_out_of_range": "日期 {text} 不合情理，请核对年份。",
  "survey.day_unreadable": "看不懂的日期：{text}。请按 2014-05-01 的样子填写。",
  "survey.text_too_long": "内容超过 {max} 个字，请缩短。",
  "survey.text_unseen": "含有看不见的控制字符（多半是从网页或聊天软件复制带来的）。请删去这一格，重新手工输入。",
  "survey.name_placeholder": "“{text}”不是姓名。请照户口簿填写；还没有取名的，填写平时怎么称呼。",
  "survey.name_unreadable": "不像姓名：姓名不能只有数字或标点，也不能以 = + - @ 开头。请照户口簿填写。",
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
  "survey.status_missing":
    "“{text}”须写明是哪一种：人民法院已宣告失踪的填“宣告失踪”；只是联系不上、下落不明的填“失联”，并填失去联系的起始日期。",
  "survey.status_rehab":
    "“{text}”不在所列情形之内：强制隔离戒毒的填“强制隔离戒毒”；社区戒毒、自愿戒毒的填“无下列情形”，有吸毒情况的在“长期不良嗜好”一列填写。",
  "survey.status_custody":
    "“{text}”请照文书写明：判刑后收监的填“服刑在押”；被采取其他限制人身自由措施的填“被执行其他限制人身自由的措施”，并填起止日期；取保候审、缓刑、社区矫正等是否属于后者以民政部门的认定为准，不属于的填“无下列情形”。",
  "survey.status_disability":
    "“{text}”够不够“重残”要看等级：一、二级残疾，或三、四级精神、智力残疾的填“重残”，其余填“无下列情形”；类别和等级填在后面的残疾列中。",
  "survey.status_illness": "“{text}”够不够“重病”要看当地规定的病种：属于的填“重病”，不属于的填“无下列情形”。",
  "survey.status_unclear": "“{text}”没有说明有无所列情形：没有的填“无下列情形”，有的填是哪一种；不知道的留空。",
  "survey.away_unclear":
    "“{text}”请写明原因：为务工外出的填“外出务工”，因其他原因外出的填“其他原因外出”，没有外出的填“未外出”。",
  "survey.return_unclear": "“{text}”请写明原因：过年、探亲、休假的填“探亲、休假”，不再外出务工的填“结束务工返回”。",
  "survey.school_unclear": "“{text}”请写明是哪一种：学龄前未入园、不在学，或辍学（义务教育阶段中途退学）。",
  "survey.health_unclear":
    "“{text}”请写明轻重：患重特大疾病（含严重精神障碍）的填“患重特大疾病”，慢性病填“慢性病”，其他的填“一般或较弱”。",
  "survey.health_disability": "残疾请填“残疾类别”“残疾等级”两列；这一格填身体状况，如“健康”“慢性病”。",
  "survey.disability_unreadable": "看不懂的残疾类别及等级：{text}。请写成“肢体二级”的样子，没有残疾的留空。",
  "survey.who_unsaid":
    "只说有没有委托，没有说委托给谁，也不等于签订了委托照护书，没有导入。请填“实际照护人姓名”“实际照护人与儿童关系”。",
  "survey.level_wrong": "应为 {least} 至 {most} 的整数（如“二级”填 2）。",
  "survey.number_wrong": "应填整数：{text}。",
  "survey.period_backwards": "届满日期（{until}）早于起始日期（{since}），请核对两个日期是否填反。",
  "survey.return_backwards":
    "最近一次返回日期（{back}）早于外出务工起始日期（{away}）。探亲、休假不中断外出，起始日期应填最初外出的那天；曾结束务工返回、后来又外出的，返回原因填“结束务工返回”，外出情况填“外出务工”。",
  "survey.before_birth": "日期 {day} 早于儿童的出生日期（{birth}），请核对。",
  "survey.village_unknown": "没有找到这个村（居），或不在您的辖区内：{text}。请填写规范名称或 12 位代码。",
  "survey.village_ambiguous": "有不止一个村（居）叫“{text}”，请写上镇（街道）名称或填 12 位代码。",
  "survey.area_unknown": "没有找到这个地方：{text}。请按“省、市、县（区）、镇、村”依次写全，或填区划代码。",
};

const away = "请改填“父亲外出情况”“母亲外出情况”和外出起始日期、务工地。";
const status = "请在“父亲情形”“母亲情形”中写明是哪一种情形。";
const signature = "是表头、表尾的签章，不是某一名儿童的情况。";

/** Headers that other forms have and nothing is taken from, because they say less than the file must know; and what to do. */
export const notTakenHeaders: Readonly<Record<string, string>> = {
  父母双方同时外出: away, 父母是否同时外出: away, 父母双方同时外出务工: away, 父母双方外出: away,
  父母一方外出另一方无监护能力: status, 父母一方外出一方无监护能力: status, 无监护能力: status, 无监护能力方: status,
  填报单位: signature, 单位负责人: signature, 负责人: signature, 复核人: signature, 审核人: signature,
}; // prettier-ignore

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

const MOST_NAMED = 8;

const listed = (names: readonly string[]): string =>
  names.slice(0, MOST_NAMED).join("、") + (names.length > MOST_NAMED ? ` 等 ${names.length} 列` : "");

/** Columns that were not read, and columns that decide and are not there; what that means, and what to do. */
export function unreadWords(unknown: readonly string[], missing: readonly string[]): string {
  const parts = [
    unknown.length > 0 ? `有 ${unknown.length} 列的列名没有认出来，里面的内容没有导入：${listed(unknown)}。` : "",
    missing.length > 0
      ? `表里没有找到 ${listed(missing)}：没有这些信息的儿童，系统无法判定属于哪一类、是什么等级。`
      : "",
    unknown.length > 0
      ? "请把要导入的列改成模板上的列名，整份再上传一次；已导入的行不会重复。"
      : "请按模板补上这些列，整份再上传一次，或在走访时补问；已导入的行不会重复。",
  ];
  return parts.join("");
}

/** The first line of the returned workbook. */
export function summaryWords(refused: number, isAllRead: boolean): string {
  if (refused > 0)
    return `有 ${refused} 行没有导入。请按红色单元格的批注改好，把整份工作簿再上传一次；已导入的行不会重复。`;
  return isAllRead ? "全部行已导入，不需要再做什么。" : "各行都已导入，但不是所有的列都读到了，请看上一行。";
}

export const nameCorrected = (former: string): string => `姓名更正，原为“${former}”`;

export const outcomes = {
  imported: "已导入",
  updated: "已更新",
  unchanged: "已在册，未变",
  refused: "有误",
} as const;
export type Outcome = keyof typeof outcomes;
