export const problems: Readonly<Record<string, string>> = {
  "grade.level_unknown": "没有这个风险等级。",
  "grade.day_in_future": "评估日期 {day} 在今天之后，请核对。",
  "grade.before_birth": "评估日期 {day} 早于出生日期，请核对。",
  "grade.no_proposal": "没有待确认的分级建议，可能已由他人处理。",
};

export const history: Readonly<Record<string, string>> = {
  "grade.assessed": "分级分色",
  "grade.proposed": "提出分级建议",
  "grade.proposal_rejected": "未采纳分级建议",
  "grade.panel_decided": "评估确认",
};
