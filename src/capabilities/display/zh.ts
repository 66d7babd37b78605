export const problems: Readonly<Record<string, string>> = {
  "display.area_small": "大屏只显示县级及以上地区的数字：再小的地区，看数字就可能认出是谁。",
  "display.unknown": "没有找到这块大屏。",
  "display.id_taken": "这个编号已用于另一块大屏，请刷新后重新打开。",
  "display.not_open": "这块大屏没有打开，或已到期、已停用。请由民政部门工作人员登录后，在“图景”页重新打开。",
};
