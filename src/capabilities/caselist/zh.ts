import type { LedgerColumnId, LedgerOrder } from "./words.ts";

export const columnTitles: Readonly<Record<LedgerColumnId, string>> = {
  level: "等级",
  name: "姓名",
  sex: "性别",
  age: "年龄",
  birthDate: "出生日期",
  categories: "类别",
  grounds: "情形",
  area: "村（社区）",
  guardian: "监护人",
  guardianship: "监护情况",
  since: "本等级始于",
  lastHome: "上次入户",
  lastContact: "上次联系",
  dueOn: "下次到期",
  intervened: "已介入",
};

export const orderTitles: Readonly<Record<LedgerOrder, string>> = {
  level: "等级高的在前",
  area: "按地区",
  due: "到期早的在前",
  "-due": "到期晚的在前",
  visited: "最久没有入户的在前",
  "-visited": "最近入户的在前",
  age: "年龄小的在前",
  "-age": "年龄大的在前",
};

export const guardianshipNames: Readonly<Record<string, string>> = { good: "较好", average: "一般", poor: "差" };
export const guardianshipUnknown = "未评估";

export const whenNames = { overdue: "已逾期", today: "今天到期", week: "六天内到期" } as const;
export const unvisitedNames = {
  never: "从未入户",
  30: "30天没有入户",
  60: "60天没有入户",
  90: "90天没有入户",
  180: "180天没有入户",
} as const;

/** The ledger as a file. */
export const file = {
  title: "儿童台账",
  sheet: "台账",
  number: "序号",
  ungraded: "未定级",
  suspected: (ground: string) => `（疑似）${ground}`,
  never: "从未",
  yes: "是",
  no: "否",
  male: "男",
  female: "女",
  elsewhere: "其他",
  page: "&C第 &P 页  共 &N 页",
  foot: (day: string, policy: string) => `数据时点：${day}　政策：${policy}`,
} as const;

/** The pictures of an area. */
export const board = {
  title: "图景",
  nation: "全国",
  all: "合计",
  other: "其他类别",
  direct: "本级（未落实到下级）",
  area: "地区",
  children: "在册儿童",
  graded: "已定级",
  overdue: "已逾期",
  byArea: "各地区",
  byCategory: "各类别",
  byMonth: "各月走访",
  year: "近十二个月",
  inTime: "在规定间隔内入户走访",
  coverage: "儿童主任配备",
  concernTimes: "强制报告从收到到办理",
  reports: "报告（份）",
  received: "已受理（份）",
  toReceive: "到受理（中位数，分钟）",
  handled: "已处置（份）",
  toHandle: "到首次处置（中位数，分钟）",
  category: "类别",
  month: "月份",
  homeVisits: "入户走访（次）",
  contacts: "联系（次）",
  due: "本月及以后到期（人）",
  villages: "有儿童的村（社区）",
  directed: "已配备儿童主任",
  vacant: "尚未配备",
  page: "&C第 &P 页  共 &N 页",
} as const;
