export const problems: Readonly<Record<string, string>> = {
  "concern.unknown": "没有找到这份报告。",
  "concern.closed": "这份报告已经办结。",
  "concern.received": "这份报告已经有人受理；要参与办理，请写明理由。",
  "concern.not_received": "这份报告还没有人受理，请直接受理。",
  "concern.not_on_case": "这份报告只有办理它的人能看、能办；要参与办理，请写明理由。",
  "concern.nothing_said": "请至少选一种情形，或者写几句看到、听到的事。",
  "concern.not_served": "这个地方还没有人在网上接收报告。请马上拨打 110 或 12345。",
  "concern.too_many": "这个网络一小时里发来的太多了，请 {retryAfter} 秒后再试。孩子正有危险的，请马上拨打 110。",
  "concern.receipt_unknown": "没有找到。请核对编号和查询码，两个都要一字不差。",
  "concern.spam_second":
    "受理的人不能一个人把它作为“不是报告”办结：请另一名工作人员（同事或者县级）参与办理、看过以后办结。",
  "concern.not_public": "只有公众网页上发来的内容才能这样办结；其他报告请登记处置、告知报告人后办结。",
  "concern.day_wrong": "处置日期 {day} 晚于今天。",
  "concern.same_area": "这份报告已经在这个地方。",
  "concern.not_handled": "还没有登记任何处置，不能办结。",
  "concern.not_told": "还没有把处理结果告知报告人，不能办结（未成年人保护法 11）。",
};

export const history: Readonly<Record<string, string>> = {
  "concern.reported": "强制报告",
  "concern.supplemented": "报告人补充情况",
  "concern.received": "受理强制报告",
  "concern.joined": "参与办理强制报告",
  "concern.handled": "处置",
  "concern.identified": "查明儿童身份",
  "concern.transferred": "移送",
  "concern.told": "向报告人反馈",
  "concern.closed": "办结强制报告",
};
