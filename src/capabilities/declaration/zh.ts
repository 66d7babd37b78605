export const problems: Readonly<Record<string, string>> = {
  "declaration.unknown": "没有找到这份报备。",
  "declaration.settled": "这份报备已经有人确认或者退回。",
  "declaration.handed_on": "这份报备已经转交给别的村（社区）办理，您这次没有记入。",
  "declaration.not_served": "这个村（社区）还没有人在网上接收报备，请直接打电话告诉村里的儿童主任。",
  "declaration.village_full":
    "这个村（社区）一小时里收到的报备太多了，请 {retryAfter} 秒后再试，或者直接打电话告诉村里的儿童主任。",
  "declaration.same_area": "这份报备就在这个村（社区）。",
  "declaration.phone_wrong": "电话号码不对，请核对。",
  "declaration.id_number_wrong": "身份证号不对，请核对；不想填可以空着。",
  "declaration.day_wrong": "日期晚于今天。外出日期填实际出发的那一天。",
};

export const history: Readonly<Record<string, string>> = {
  "declaration.declared": "外出务工报备",
  "declaration.confirmed": "确认外出务工报备",
  "declaration.refused": "退回外出务工报备",
  "declaration.transferred": "转交外出务工报备",
};
