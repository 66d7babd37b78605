export const problems: Readonly<Record<string, string>> = {
  "entrustment.none": "这个孩子现在没有委托照护书。",
  "entrustment.newer": "{day}又签了一份委托照护书，这次登记的日期在它之前，没有记入。请先看一看新签的那份。",
  "entrustment.day_wrong": "日期 {day} 晚于今天。",
  "entrustment.not_asked": "还没有问照护人：{text}（未成年人保护法 22）。",
  "entrustment.carer_excluded": "这个人不能当照护人：{text}（{clause}）。请另选照护人。",
  "entrustment.signer_missing": "缺少{title}：不能省略。",
  "entrustment.signature_missing": "{title}写了已签，但没有签名。",
  "entrustment.excuse_missing": "{title}不需签的，请写明原因。",
  "entrustment.no_entruster": "至少要有父亲、母亲中的一人委托，并由委托人签字或待补签。",
  "entrustment.term_wrong": "委托到期日要晚于开始日，也不能早于签订的那一天。",
  "entrustment.term_past_childhood": "委托期限不能超过孩子满18周岁。",
  "entrustment.reason_missing": "这个孩子已有委托照护书。另签一份的，请写明原因；如果刚刚有人签过，请先看一看。",
  "entrustment.not_waiting": "这一处不在待补签之列：可能已经签过，或者委托期限已过，要重新签订。",
  "entrustment.doubted": "已经登记照护人不能胜任，正在处理。",
  "entrustment.not_doubted": "没有登记照护人不能胜任。",
};

export const history: Readonly<Record<string, string>> = {
  "entrustment.made": "签订委托照护书",
  "entrustment.signed": "委托照护书补签",
  "entrustment.ended": "委托照护书终止",
  "entrustment.doubted": "照护人不能胜任",
  "entrustment.settled": "照护人问题已处理",
};

export const workbookWords = {
  title: "委托照护书清单",
  sheet: "委托照护",
  heads: ["序号", "村（居）", "姓名", "监护人", "委托照护书", "到期日", "照护人不能胜任（登记日）", "落实情况"],
  widths: [6, 26, 12, 12, 14, 13, 16, 30],
  none: "没有",
  page: "&C第 &P 页  共 &N 页",
} as const;
