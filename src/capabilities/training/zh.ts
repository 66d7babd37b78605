import { states } from "./words.ts";

export const problems: Readonly<Record<string, string>> = {
  "training.course_unknown": "没有这门课程，可能已经换成新的。请连上网络后重新打开培训，再考一次。",
  "training.unanswered": "还有题没有选答案。",
  "training.answer_unknown": "有一题的答案不在选项里，请重新打开课程后再答。",
  "training.day_wrong": "培训日期 {day} 晚于今天。",
  "training.people_unknown": "所选的人里有人现在不在本辖区任职，请刷新名单后重新选择。",
  "training.own_attendance": "自己参加的培训由别人登记。",
  "training.examined_absent": "考核合格的人要先选为到场。",
  "training.private": "文字里像是有身份证号或手机号，没有保存。培训记录不写孩子和家长的信息。",
  "training.session_unknown": "没有找到这次培训。",
  "training.session_withdrawn": "这次培训的登记已经撤销。",
  "training.person_unknown": "没有找到这个人，或者现在不在本辖区任职。",
  "training.courses_invalid": "培训课程文件有误（{path}），程序没有启动。",
};

export const history: Readonly<Record<string, string>> = {
  "training.exam_taken": "参加考试",
  "training.session_held": "集中培训",
  "training.session_withdrawn": "撤销集中培训的登记",
};

/** Words of the workbook. */
export const file = {
  title: "培训覆盖情况",
  asOf: "数据时点：",
  byArea: "分地区",
  people: "未完成名单",
  area: "地区",
  all: "合计",
  count: "应培训",
  done: states.done,
  due: states.due,
  exam: states.exam,
  share: "覆盖率（目标100%）",
  name: "姓名",
  post: "岗位",
  from: "任职日期",
  state: "情况",
  last: "最近一次培训",
  none: "没有",
  page: "&C第 &P 页  共 &N 页",
} as const;
