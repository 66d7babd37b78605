import type { EventKind, ReportKind } from "./words.ts";

export const problems: Readonly<Record<string, string>> = {
  "report.year_in_future": "{year} 年还没有开始，不能生成年度报告。",
};

export const titles: Readonly<Record<ReportKind, string>> = {
  "self-audit": "处理未成年人个人信息年度合规审计报告（数据部分）",
  impact: "个人信息保护影响评估（输入数据）",
};

/** What a reader must know before the figures; the law's own words stand with each section. */
export const notes = {
  "self-audit":
    "依据《未成年人网络保护条例》第三十七条，由系统按运行数据生成；各表数字均由查询得出，未作人工填写。审计结论由审计人员另行作出。",
  impact:
    "依据《个人信息保护法》第五十五条、第五十六条，由系统按运行数据生成，供影响评估使用；评估结论由评估人员另行作出。报告应当至少保存三年。",
  synthetic: "本库为演示数据，人员均为虚构，本报告不得上报。",
  whole: "备份、核验和密钥更换属于整个安装，不分区划。",
} as const;

export const eventWords: Readonly<Record<EventKind, string>> = {
  backup: "备份",
  verify: "核验记录链",
  restore: "由备份恢复",
  key_rotation: "更换主密钥",
};

/** What a verification or a restore found wrong, by how the command counts it. */
export const faultNames: Readonly<Record<string, string>> = {
  faults: "儿童档案记录异常",
  traceFaults: "访问记录、提醒异常",
  fileFaults: "文件异常",
};
export const undone = "没有完成，原因代码";

export const settingNames: Readonly<Record<string, string>> = {
  passwordDays: "口令有效天数",
  passwordsRemembered: "不得重复的历史口令数",
  invitationHours: "一次性登录码有效小时",
  idleMinutes: "无操作自动退出（分钟）",
  sessionHours: "登录最长小时",
  phoneIdleMinutes: "手机无操作自动退出（分钟）",
  phoneSessionHours: "手机登录最长小时",
  deviceCodeMinutes: "手机绑定码有效分钟",
  knownDays: "常用浏览器记住天数",
  forgetHours: "失败次数清零小时",
  pairDelay: "同一账号同一地址登录失败的等待",
  loginDelay: "同一账号登录失败的等待",
  addressDelay: "同一地址登录失败的等待",
  knownDelay: "常用浏览器登录失败的等待",
  factorDelay: "第二因素验证失败的等待",
  publicPerHour: "公众网页每个网络、每个村每小时可发送数",
};

export const thresholdNames: Readonly<Record<string, string>> = {
  manyFiles: "短时间内大量打开档案",
  outsideHours: "夜间打开或导出",
  ownSurname: "集中查阅同姓儿童",
  guessing: "反复试探档案编号",
  manyReaders: "多人打开同一份档案",
};

export const bookWords = {
  front: "首页",
  area: "范围",
  span: "期间",
  drawn: "生成",
  digest: "内容摘要（SHA-256）",
  section: "表",
  rows: "行数",
  clause: "依据",
  none: "（无）",
} as const;
