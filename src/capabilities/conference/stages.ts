import { departments } from "#kernel/actor.ts";

/** Where a conference stands (粤民发〔2024〕32号 四(二): 特殊个案需多部门协商处理的，召集个案会商会议解决). */
export const stages = { called: "待召开", held: "落实中", closed: "已结束", cancelled: "已取消" } as const;
export type Stage = keyof typeof stages;

/** How it ended. */
export const outcomes = {
  effective: "已见效",
  again: "转下一次会商",
  ended: "未见效，说明原因后结束",
  cancelled: "已取消",
} as const;
export type Outcome = keyof typeof outcomes;

export const ways = { onsite: "现场", online: "线上", written: "书面" } as const;
export type Way = keyof typeof ways;

/** What a department says to its invitation. */
export const answers = { waiting: "未回复", accepted: "参加", declined: "不参加" } as const;
export type Answer = keyof typeof answers;

/** Where a decision stands: `unable` waits for whoever called, with the owner's reason. */
export const decisionStages = {
  open: "落实中",
  unable: "不能落实，等召集方",
  done: "已落实",
  dropped: "不再落实",
  carried: "转下一次会商",
} as const;
export type DecisionStage = keyof typeof decisionStages;

export const kinds = {
  called: "conference.called",
  invited: "conference.invited",
  uninvited: "conference.uninvited",
  opened: "conference.opened",
  moved: "conference.moved",
  accepted: "conference.accepted",
  declined: "conference.declined",
  opined: "conference.opined",
  held: "conference.held",
  corrected: "conference.minutes_corrected",
  decided: "conference.decided",
  fulfilled: "conference.fulfilled",
  renewed: "conference.renewed",
  dropped: "conference.dropped",
  reviewed: "conference.reviewed",
  closed: "conference.closed",
  cancelled: "conference.cancelled",
} as const;

/** Whom a policy may invite: a department, or civil_affairs for the county. */
export const invitees = ["civil_affairs", ...departments] as const;
export type InviteeId = (typeof invitees)[number];
