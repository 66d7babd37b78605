import type { FieldType } from "./kinds.ts";

/** What a level says, in words; the field's name stands in front. */
export const levelWords: Readonly<Record<FieldType, Readonly<Record<string, string>>>> = {
  "name.zh": {
    same: "一致",
    reordered: "用字相同、次序不同",
    sameSound: "读音相同、用字不同",
    alike: "仅一处音近或形近",
    shortened: "一方少一个字",
    otherSurname: "名相同、姓不同",
    childhood: "一方像是小名",
    lastSame: "姓和末字相同",
    firstSame: "姓和名首字相同（同辈字）",
    surnameSame: "仅姓相同",
    different: "不同",
  },
  date: {
    same: "一致",
    lunar: "一方为农历",
    swapped: "日月颠倒",
    firstOfYear: "同年，一方写作1月1日",
    otherYear: "月日相同、年份不同",
    otherDay: "年月相同、日不同",
    otherMonth: "年日相同、月份不同",
    sameYear: "仅年份相同",
    different: "不同",
  },
  id: {
    same: "一致",
    sameUnfit: "号码一致，但与出生日期或性别不符（可能借用他人号码）",
    onePart: "仅一处不同，且有一方校验不通过",
    twoParts: "两处不同，且有一方校验不通过",
    tail: "末四位中两处不同，且有一方校验不通过",
    differentDoubtful: "不同，但有一方号码可疑",
    different: "不同，且双方号码均可靠",
  },
  sex: { same: "一致", different: "不同" },
  phone: { same: "一致", near: "相近", different: "不同" },
  area: { same: "一致", sameTown: "同乡镇", sameCounty: "同县区", different: "不同" },
  "name.latin": { same: "一致", near: "相近", sameSound: "读音相近", alike: "略似", different: "不同" },
  text: { same: "一致", near: "相近", alike: "可能是简称", different: "不同" },
  code: { same: "一致", near: "仅一处不同", alike: "两处不同", different: "不同" },
};

export const missingWords = "一方未填";
export const householdName = "家庭";

const hint = "见 src/engines/linkage/README.md 的示例。";

/** Sentences of linkage.config_wrong by its reason. */
export const configProblems: Readonly<Record<string, string>> = {
  not_yaml: "配置文件不是有效的 YAML。",
  not_a_map: `配置文件应有 id 和 fields 两项，${hint}`,
  unknown_key: "配置文件中有不认识的项“{key}”。",
  no_fields: `配置文件没有字段（fields），${hint}`,
  too_many_fields: "字段最多 {limit} 个。",
  field: "第 {place} 个字段写法有误，应有 name、type、column。",
  name: "第 {place} 个字段没有名称（name）。",
  type: "字段“{field}”的类型（type）应为：{known}。",
  column: "字段“{field}”的列名（column，或 left 和 right）应为文字。",
  household: "字段“{field}”的 household 应为 true 或 false。",
  twice: "字段“{field}”写了两次。",
  only_household: "至少要有一个字段说明儿童本人（household 不为 true）。",
  id: "id 应为列名，或写明 left 和 right 两个列名。",
};
