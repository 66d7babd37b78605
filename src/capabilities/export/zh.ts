import { type Day, dayOf } from "#kernel/day.ts";
import type { Watermark } from "#kernel/watermark.ts";
import type { ExportKind, ExportState, MakingState } from "./words.ts";

export const problems: Readonly<Record<string, string>> = {
  "export.not_found": "没有找到这个导出文件。",
  "export.expired": "这个文件已过保存期限，服务器上已经删除。需要时请重新导出。",
  "export.stopped": "已按要求停止，没有生成文件。",
  "export.id_taken": "导出编号已被占用，请重新导出。",
  "export.number_malformed": "导出编号应为 8 位、5 位、5 位数字，中间用短横连接，如 20240701-48271-59326。",
  "export.nothing_asked": "请给出导出编号，或文件内容的摘要。",
  "export.term_wrong": "保存时间应为 5 至 10080 分钟。",
  "export.purpose_unknown": "没有这种提供用途：{purpose}。",
  "export.department_not_meant": "“{purpose}”不向这个部门提供信息。",
  "export.no_fields": "没有写明要提供的内容。",
  "export.fields_beyond": "“{purpose}”不得提供：{titles}。",
  "export.agreement_not_in_force": "约定“{agreement}”不在有效期内，不能据此提供。",
};

export const kindNames: Readonly<Record<ExportKind, string>> = {
  returns: "统计报表",
  register: "花名册",
  survey: "批注后的摸排表",
  rights: "交付监护人的个人信息摘要",
  list: "部门名单核实结果",
  referral: "部门转介待办表",
  sharing: "数据共享年度对账",
  bulletin: "名单通报帮扶反馈表",
  conference: "会商决定待办表",
};

export const stateNames: Readonly<Record<ExportState, string>> = {
  ready: "可下载",
  expired: "已过期，文件已删除",
  handed_over: "在服务器上直接生成",
};

export const makingNames: Readonly<Record<MakingState, string>> = {
  running: "正在生成",
  stopping: "正在停止",
  made: "已生成",
  stopped: "已停止，没有生成文件",
  failed: "没有完成，没有生成文件",
};

export const meansNames = { file: "加密文件", platform: "平台接口", key: "凭密钥调用接口" } as const;
export type Means = keyof typeof meansNames;

const chineseDay = (day: Day): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

const chineseMinute = (iso: string): string => {
  const at = new Date(iso);
  return `${chineseDay(dayOf(at))} ${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)}`;
};

/** The line that is printed on every page. */
export const watermarkLine = ({ number, person, post, area, purpose, at }: Omit<Watermark, "line">): string =>
  `导出编号 ${number}　${person}（${area}${post}）　${chineseMinute(at)}　用途：${purpose}`;

/** Where the machine's own console is the place. */
export const consolePost = "服务器控制台";
export const consolePlace = "本机";
