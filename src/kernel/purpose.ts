/**
 * What somebody opens a sensitive field or takes a file along for, chosen from a list and kept with the trace
 * (个人信息保护法 6, 34; 未成年人网络保护条例 36). A free text would be typed away; a list can be counted and asked about.
 */
export const purposes = [
  "visit", // 入户走访、电话联系
  "assistance", // 救助保障的申请和办理
  "protection", // 应急处置、监护保护
  "referral", // 部门转介、会商
  "verification", // 信息核对、更正
  "reporting", // 法定报表、上报
  "rights", // 监护人查阅、复制、更正、删除的请求
  "inspection", // 档案抽查、检查
] as const;
export type Purpose = (typeof purposes)[number];
