export const problems: Readonly<Record<string, string>> = {
  "anomaly.unknown": "没有找到这条异常数据。",
  "anomaly.closed": "这条异常数据已经核实，或者部门的名单已经更正。",
  "anomaly.facts_unfit": "两边都不对的，应当填写核实后的正确信息；其他结论不填。",
  "anomaly.child_wanted": "情况属实的，应当先建档，或者指明已有的档案。",
  "anomaly.not_listed": "正确信息只能填写名单与档案不一致的项目。",
};

export const history: Readonly<Record<string, string>> = {
  "anomaly.raised": "部门数据比对发现异常",
  "anomaly.verified": "核实异常数据",
  "anomaly.answered_late": "手机上的核实晚于已有的核实，不改变结论",
  "anomaly.seen_after": "现场核实情况留存（部门名单已先行更正）",
  "anomaly.withdrawn": "部门数据已一致，异常撤销",
  "anomaly.settled": "部门新名单不再有此项，已作的核实到此为止",
};
