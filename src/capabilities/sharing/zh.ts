import type { Condition, FieldClass } from "./catalogueWords.ts";
import { type Standing, standings } from "./words.ts";

export const problems: Readonly<Record<string, string | ((data: Readonly<Record<string, unknown>>) => string)>> = {
  "sharing.catalogue_invalid": "数据共享目录 {path} 有误（{item}），请改正后重新启动。",
  "sharing.unknown": "没有找到这项共享申请。",
  "sharing.item_unknown": "目录中没有这个数据项：{item}。",
  "sharing.not_for_department": "“{title}”不向本部门共享。",
  "sharing.fields_wrong": "所选字段不在目录内，或者没有选择字段。",
  "sharing.purpose_unknown":
    "用途不在目录内。可以填写的用途：{known}（other 为其他用途，须在说明中写清，由人工审批）。",
  "sharing.in_force":
    "这个数据项在这一范围已有使用中的授权（有效期至 {until}），不重复授权。需要调整字段、用途或期限的，请先停用原授权，再办理新的。",
  "sharing.already_asked":
    "这个数据项在这一范围已有一项申请待审批（{day} 提出），请等待审批；需要修改的，先收回原申请再提出。",
  "sharing.year_not_begun": "{year}年还没有开始，没有可以对账的内容。",
  "sharing.area_whole": "名单是通报给整个单位的，接口的范围不能小于本单位的辖区。",
  "sharing.term_too_long": "期限最长 {most} 个月。",
  "sharing.not_yours": "这项申请由该数据项的管理者审批。",
  "sharing.decided": "这项申请已经处理，请刷新后再看。",
  "sharing.not_in_force": ({ standing }) =>
    `这项授权现在是“${standings[standing as Standing] ?? "其他状态"}”，不能这样办理；请刷新后再看。`,
  "sharing.key_drawn": "密钥只显示一次，这一次已经显示过。没有记下的，请重新领取，原密钥随即作废。",
  "sharing.key_needed": "请在请求头中写明密钥：Authorization: Bearer 密钥。",
  "sharing.key_unknown": "密钥无效：不是本系统签发的，或者已经换了新的。",
  "sharing.key_expired": "密钥所属的授权已于 {until} 到期，请重新申请。",
  "sharing.key_stopped": "密钥所属的授权已被停用，请联系当地民政部门。",
  "sharing.key_not_here": "这个密钥不能用于这项操作。",
  "sharing.key_holder_gone": "领取密钥的人员已不在岗，请由本部门在岗人员重新领取。",
  "sharing.key_too_many": "调用过于频繁，请按响应头 Retry-After 所示的秒数后再试。",
};

export const history: Readonly<Record<string, string>> = {
  "sharing.asked": "申请数据共享",
  "sharing.granted": "同意共享",
  "sharing.refused": "不予共享",
  "sharing.keyed": "领取密钥",
  "sharing.stopped": "停用共享",
};

export const conditionNames: Readonly<Record<Condition, string>> = {
  same_county: "在本县范围内",
  purpose_listed: "用途在目录内",
  no_sensitive: "不含敏感字段",
  within_term: "不超过常用期限",
  unconditional: "属无条件共享",
};

export const classNames: Readonly<Record<FieldClass, string>> = { open: "可公开", internal: "内部", sensitive: "敏感" };
export const shareNames = { unconditional: "无条件共享", conditional: "有条件共享" } as const;
export const stewardNames = { county: "县级民政部门", security_admin: "安全管理员" } as const;
export const operationNames: Readonly<Record<string, string>> = {
  data: "读取数据",
  lists: "报送名单",
  referrals: "办理转介",
  conferences: "办理会商",
  bulletins: "接收名单通报",
  elsewhere: "其他操作",
};

/** The yearly statement. */
export const statementWords = {
  title: (year: number): string => `${year}年数据共享使用情况`,
  name: (year: number, area: string): string => `数据共享年度对账-${area}-${year}.xlsx`,
  clause: "依据：琼民通〔2024〕82号 三(一)4；网络数据安全管理条例 12。按授权逐项统计当年以密钥调用的次数和提供的条数。",
  sheet: "年度对账",
  heads: [
    "部门", "数据项", "用途", "地区", "申请日期", "有效期至", "状态", "审批", "调用次数", "被拒次数", "提供条数（人次）", "提供的字段", "最近调用", "授权编号",
  ],
  widths: [14, 26, 30, 18, 12, 12, 10, 26, 10, 10, 12, 40, 18, 38],
  none: "当年没有有效的授权，也没有调用。",
} as const; // prettier-ignore
