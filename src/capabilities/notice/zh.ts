import type { NoticePost } from "./words.ts";

export const problems: Readonly<Record<string, string>> = {
  "notice.unknown": "没有找到这份通知。",
  "notice.nobody": "所选地方现在没有人担任所选岗位，通知没有人收。",
  "notice.unreached":
    "没有发出：{places}现在没有儿童主任，所选的孩子里住在那里的没有人收得到。请取消选这些孩子，由督导员直接跟进。",
  "notice.day_wrong": "阅读期限 {day} 早于今天，或在一年以后。",
  "notice.post_above": "通知只能发给下级岗位。",
  "notice.id_number":
    "通知里像是有身份证号，没有发出。通知会存到许多人的手机上，不能带孩子的信息；要说某个孩子的事，请在台账里选中孩子再提醒，或交办任务。",
  "notice.mobile":
    "通知里像是有手机号，没有发出。通知会存到许多人的手机上，不能带孩子、家长的电话；联系方式请写办公室的固定电话。",
  "notice.names_child": "通知里写了所选孩子的姓名，没有发出。儿童主任在手机上能看到是本村的哪个孩子，不用写姓名。",
  "notice.other_office": "这份通知是别的单位发的，由发出的单位提醒、撤回。",
  "notice.reminded": "今天已经提醒过了；一份通知一天最多提醒一次。",
  "notice.withdrawn": "这份通知已经撤回。",
};

export const history: Readonly<Record<string, string>> = {
  "notice.sent": "发出通知",
  "notice.read": "看过通知",
  "notice.reminded": "提醒看通知",
  "notice.withdrawn": "撤回通知",
};

/** Whom a notice is for, as a form offers it. */
export const postWords: Readonly<Record<Exclude<NoticePost, "province">, string>> = {
  director: "儿童主任",
  supervisor: "儿童督导员",
  county: "县级民政",
  city: "市级民政",
};
