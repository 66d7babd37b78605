import { type DecisionStage, decisionStages, type Stage, stages } from "./stages.ts";

export const problems: Readonly<Record<string, string | ((data: Readonly<Record<string, unknown>>) => string)>> = {
  "conference.unknown": "没有找到这次会商。",
  "conference.not_now": ({ stage }) => `这次会商现在是“${stages[stage as Stage] ?? "其他状态"}”，不能这样办理；请刷新后再看。`,
  "conference.decision_not_now": ({ stage }) => `这项决定现在是“${decisionStages[stage as DecisionStage] ?? "其他状态"}”，不能这样办理；请刷新后再看。`,
  "conference.open_already": "这名儿童的会商（第 {no} 号）还没有结束，不必另外召集。",
  "conference.invitee_unknown": "现行政策没有规定可以邀请这个部门。",
  "conference.invited_twice": "同一个部门只邀请一次。",
  "conference.nothing_to_give": "每个受邀部门至少要提供一项信息（例如姓名），否则部门不知道要商量谁的事。",
  "conference.day_wrong": "日期不对：会议不能约在过去，已召开的日期不能晚于今天，也不能早于召集的日子。",
  "conference.due_wrong": "完成日期不能早于今天。",
  "conference.owner_wrong": "每项决定只能有一个落实人：受邀的一个部门，或者民政的一个人。",
  "conference.day_too_far": "日期太远：最晚到 {latest}（一年以内），请改近一些；到时还没有办完的，可以再延。",
  "conference.owner_uninvited": "上一次会商交给部门的决定还没有落实，而这个部门这次没有受邀。请一并邀请，或者先在上一次会商里重新交办、说明不再落实。",
  "conference.carries_open": "上一次会商转来的 {count} 项决定还没有落实，取消以后就没有人跟了。请先落实、重新交办或者说明不再落实，再取消。",
  "conference.review_day_wrong": "评估日期要在今天以后。",
  "conference.review_missing": "再次会商，要先写明上一次的落实情况。",
  "conference.review_early": ({ day }) => typeof day === "string" ? `还有决定没有落实，评估日期（${day}）也还没有到。` : "还有决定没有落实，现在不能评估。",
  "conference.decisions_open": "还有 {count} 项决定没有落实，不能写“已见效”；请先落实、重新交办或者说明不再落实。",
}; // prettier-ignore

export const history: Readonly<Record<string, string>> = {
  "conference.called": "召集个案会商",
  "conference.invited": "邀请部门参加会商",
  "conference.moved": "会商改期",
  "conference.accepted": "部门回复参加会商",
  "conference.declined": "部门回复不参加会商",
  "conference.opined": "部门提交书面意见",
  "conference.held": "会商召开并形成纪要",
  "conference.decided": "会商决定",
  "conference.fulfilled": "会商决定落实情况",
  "conference.renewed": "会商决定重新交办",
  "conference.dropped": "会商决定不再落实",
  "conference.reviewed": "会商评估",
  "conference.closed": "会商结束",
  "conference.cancelled": "会商取消",
};
