import { type Finding, findings, type Verdict, verdicts } from "#capabilities/anomaly/words.ts";
import type { RedecisionReason, RowShown, SourceEvent, SourceShown, WithdrawalReason } from "./words.ts";

export const problems: Readonly<Record<string, string>> = {
  "comparison.kind_unknown": "现行政策中没有这种名单，或者不由您的部门提供。",
  "comparison.day_wrong": "名单日期 {day} 晚于今天。",
  "comparison.day_older":
    "已有 {newer} 的同类名单，这份是 {day} 的，更早：它会撤掉新名单上已查出的情况。新名单有误的，先撤回那一份，再上传这一份。",
  "comparison.list_unknown": "没有找到这份名单。",
  "comparison.row_unknown": "没有找到名单中的这一行。",
  "comparison.row_decided": "这一行已经有了结论。",
  "comparison.row_superseded": "此后已提交过同一种名单，以后来的名单为准，这一行不再改判。",
  "comparison.row_registered": "原判“不是同一人”之后，已按这一行建档或者对上另一份档案；请先处理那份档案。",
  "comparison.hosts_wrong": "TONGHU_FETCH_HOSTS 中的“{entry}”不是主机名（可带端口）；不加密的地址只能是本机。",
  "comparison.source_unknown": "没有找到这个接口来源。",
  "comparison.source_url_wrong": "接口地址不正确：应以 https:// 开头，不带用户名、密码和 # 号。",
  "comparison.source_host_unknown": "服务器的运行单位没有允许从 {host} 取数；需要时请系统管理员联系运行单位加入。",
  "comparison.source_key_wanted": "请填写密钥：更换接口主机或者请求头后，原来的密钥不再沿用。",
  "comparison.source_header_wanted": "填写了密钥的，请同时填写放密钥的请求头名称。",
  "comparison.source_busy": "正在取数，或者刚刚取过，请一分钟后再试。",
  "comparison.source_holder_gone": "设置这个来源的人已不在岗，请由现任人员打开来源、核对后保存一次。",
  "comparison.source_key_lost": "保存的密钥打不开了，请重新填写密钥。",
  "comparison.source_address": "接口的主机名指向本机或者不允许访问的地址，没有连接。",
  "comparison.source_unreachable": "没有连上部门的接口（{reason}）。",
  "comparison.source_untrusted": "部门接口的证书不可信（{reason}），没有连接。",
  "comparison.source_slow": "部门的接口没有在规定时间内答复完。",
  "comparison.source_redirects": "部门的接口转到了别的地址；不跟随转向，请填写最终的地址。",
  "comparison.source_status": "部门的接口答复了错误状态 {status}。",
  "comparison.source_encoded": "部门的接口答复了压缩过的内容，读不了；请部门按原样答复。",
  "comparison.source_too_large": "部门接口的答复超过 {megabytes} MB，没有收下。",
  "comparison.source_not_json": "部门接口的答复不是 JSON。",
  "comparison.source_rows_wrong":
    "部门接口的答复中没有找到名单的行：应是一组对象，各项名称与模板的列名一致，各项的值是文字、数字、是否或者空。",
  "comparison.source_empty": "部门接口的答复里一行也没有，没有作为名单比对。",
  "comparison.source_failed": "取数没有完成，原因已记入服务器的日志。",
  "comparison.still_running": "这份名单还在比对，请等比对结束。",
  "comparison.not_held": "这份名单不在等待确认，不必再确认。",
  "comparison.not_ended": "这份名单还没有形成核查任务，请直接撤销比对。",
  "comparison.superseded": "此后已提交过同一种名单，以后来的名单为准，不能再撤回这一份。",
  "comparison.withdrawn": "这份名单已经撤回。",
  "comparison.upload_gone": "上传的文件已不在服务器上，请重新上传。",
  "comparison.failed": "比对没有完成，原因已记入日志；请重新上传，已经发出的核查任务不会重复。",
};

export const stageNames = {
  reading: "正在读取名单",
  matching: "正在与台账比对",
  settling: "正在形成核查任务",
  withdrawing: "正在撤销它形成的核查任务",
  ended: "已结束",
} as const;

export const statusNames = {
  running: "正在比对",
  held: "等待确认是否完整",
  done: "已完成",
  failed: "没有完成",
  cancelled: "已停止",
  withdrawn: "已撤回",
} as const;

/** Why a list is taken back. */
export const withdrawalNames: Readonly<Record<WithdrawalReason, string>> = {
  incomplete: "名单不完整",
  wrong_file: "传错了文件",
  wrong_data: "名单内容有误",
};

/** Why it is decided anew whether a line and a child are one. */
export const redecisionNames: Readonly<Record<RedecisionReason, string>> = {
  slip: "点错了",
  found_out: "核对后发现判断有误",
  told: "提供名单的部门或村（居）告知有误",
};

/** What was done with a source. */
export const sourceEventNames: Readonly<Record<SourceEvent["what"], string>> = {
  set: "设置来源",
  stopped: "停用来源",
  fetched: "取到名单",
  failed: "取数失败",
};

export const sourceFormNames: Readonly<Record<SourceShown["form"], string>> = {
  json: "JSON（一组对象，各项名称与模板列名一致）",
  file: "名单文件（.csv 或 .xlsx）",
};

export const fateNames = {
  refused: "无法读取",
  review: "待确认是否同一人",
  anomaly: "与台账不一致",
  unregistered: "疑似未登记",
  faulty: "证件号码有误",
  same: "已确认为同一人",
  different: "已确认不是同一人",
} as const;

const isAnswered = (verdict: string): verdict is Verdict => Object.hasOwn(verdicts, verdict);

/** What a line is, in words: 信息不一致, 疑似未登记, 无法读取. */
export const stateText = ({ fate, finding }: Pick<RowShown, "fate" | "finding">): string =>
  finding !== null && Object.hasOwn(findings, finding) ? findings[finding as Finding] : fateNames[fate];

/** What was found on the spot of one finding, or that nobody has been there yet. */
export const verdictText = (verdict: string | null): string => {
  if (verdict === null) return "待核实";
  return isAnswered(verdict) ? verdicts[verdict] : "部门名单已更正，撤销";
};

/** The same of a line; of a parent's: of how many children, and how many of each. */
export function answerText({ finding, answers }: Pick<RowShown, "finding" | "answers">): string {
  if (finding === null) return "";
  if (answers.length === 0) return "已不在现管辖范围";
  if (answers.length === 1) return verdictText(answers[0]?.verdict ?? null);
  const counts = new Map<string, number>();
  for (const { verdict } of answers) counts.set(verdictText(verdict), (counts.get(verdictText(verdict)) ?? 0) + 1);
  return `${answers.length} 名子女：${[...counts].map(([say, count]) => `${say} ${count}`).join("、")}`;
}

/** The day of the last answer, once all are there. */
export function answeredOn({ answers }: Pick<RowShown, "answers">): string | null {
  const days = answers.flatMap((one) => (one.answeredOn === null ? [] : [one.answeredOn]));
  return days.length < answers.length ? null : (days.toSorted((a, b) => a.localeCompare(b)).at(-1) ?? null);
}

/** What the lines of a list are; the others add up to those that were read. */
export const lineNames = {
  read: "读取行数",
  matched: "与台账对上",
  strangers: "台账上没有",
  review: fateNames.review,
  refused: fateNames.refused,
  adults: "已满十八周岁",
} as const;

/** The workbook that goes back to the department. */
export const returnedWords = {
  title: "部门名单核实结果",
  rows: "需要再看的行",
  summary: "比对情况",
  heads: ["名单中的位置", "姓名", "情况", "核实结论", "核实日期"],
  widths: [20, 12, 18, 44, 14],
  list: "名单",
  owner: "提供部门",
  day: "名单日期",
  file: "文件名",
  counts: [
    ["read", lineNames.read],
    ["matched", lineNames.matched],
    ["strangers", lineNames.strangers],
    ["review", lineNames.review],
    ["refused", lineNames.refused],
    ["adults", lineNames.adults],
    ["raised", "新发现"],
    ["standing", "仍待核实"],
    ["answered", "已核实、名单未改"],
    ["gone", "已一致、撤销"],
  ],
} as const;
