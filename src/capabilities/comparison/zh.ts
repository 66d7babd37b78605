export const problems: Readonly<Record<string, string>> = {
  "comparison.kind_unknown": "现行政策中没有这种名单，或者不由您的部门提供。",
  "comparison.day_wrong": "名单日期 {day} 晚于今天。",
  "comparison.list_unknown": "没有找到这份名单。",
  "comparison.row_unknown": "没有找到名单中的这一行。",
  "comparison.row_decided": "这一行已经有了结论。",
  "comparison.still_running": "这份名单还在比对，请等比对结束。",
  "comparison.upload_gone": "上传的文件已不在服务器上，请重新上传。",
  "comparison.failed": "比对没有完成，原因已记入日志；请重新上传，已经发出的核查任务不会重复。",
};

export const stageNames = {
  reading: "正在读取名单",
  matching: "正在与台账比对",
  settling: "正在形成核查任务",
  ended: "已结束",
} as const;

export const statusNames = { running: "正在比对", done: "已完成", failed: "没有完成", cancelled: "已停止" } as const;

export const fateNames = {
  refused: "无法读取",
  review: "待确认是否同一人",
  anomaly: "与台账不一致",
  unregistered: "疑似未登记",
  same: "已确认为同一人",
  different: "已确认不是同一人",
} as const;
