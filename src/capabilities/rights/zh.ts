export const problems: Readonly<Record<string, string>> = {
  "rights.about_missing": "请写明要更正、补充或删除的内容。",
  "rights.clause_missing": "不同意或部分同意的，应当写明依据的条款。",
  "rights.proof_unfit": "证明材料与申请人的身份不相符。",
  "rights.day_wrong": "申请日期 {day} 晚于今天。",
  "rights.request_unknown": "没有找到这项申请。",
  "rights.request_ended": "这项申请已经办结。",
  "rights.request_decided": "这项申请已经作出决定。",
  "rights.not_granted": "这项申请还没有作出同意的决定。",
  "rights.summary_changed": "档案在生成摘要以后有了变化，请重新生成、核对后再交付。",
  "rights.not_corrected_yet": "档案中没有申请以后的更正记录：请先更正，再写明更正记录的序号。",
  "rights.not_sealed_yet": "档案还没有封存：请先结案、封存，再答复申请人。",
};

export const history: Readonly<Record<string, string>> = {
  "rights.request_made": "收到查阅、复制、更正、删除的申请",
  "rights.request_decided": "对申请作出决定",
  "rights.request_completed": "办结申请",
  "rights.request_withdrawn": "申请人撤回申请",
};

/** What a guardian is told stays without the labels that follow a child (粤民发〔2024〕32号 七(四)). */
const labels = /(?:农村)?(?:留守|困境|流动)(?:儿童|妇女|未成年人)?|事实无人抚养/gu;
export const withoutLabels = (text: string): string => text.replace(labels, "关爱服务对象");

export const summaryWords = {
  title: "未成年人个人信息摘要",
  facts: "登记的信息",
  factColumns: ["类别", "项目", "内容", "来源", "日期"],
  history: "档案经过",
  historyColumns: ["日期", "事项"],
  looks: "查阅情况",
  lookColumns: ["查阅岗位", "人数", "次数", "最早", "最近"],
  purposes: "查阅用途",
  purposeColumns: ["用途", "次数"],
  exports: "导出情况",
  exportColumns: ["事项", "留痕条数"],
  exported: "列入带出系统的文件",
  keeping: "保存期限",
  keepingColumns: ["记录", "保存期限", "依据"],
} as const;

export const summaryNotes = [
  "依法应当保密的信息，以及报告人、举报人的信息，未列入本摘要（个人信息保护法 45、18；未成年人保护法 11）。",
  "他人的证件号码、电话、住址未列入；本人的完整列出，请妥善保管。",
  "对内容有异议的，可以申请更正、补充；对处理不服的，可以向履行个人信息保护职责的部门投诉、举报。",
] as const;
