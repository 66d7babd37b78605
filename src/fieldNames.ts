/*
 * What the fields of inputs are called where a person is told that one of them is wrong. A word of one capability alone
 * stands under its name; facts of the child's file have theirs in the catalogue. test/wall/refusals.test.ts finds a field
 * without a name.
 */

const everywhere: Readonly<Record<string, string>> = {
  about: "要求的内容", after: "翻页位置", another: "确认不是同一儿童", area: "地区", asOf: "截止日期", asker: "申请人", awaiting: "是否待干预", served: "是否服务对象", graded: "是否已定级", before: "翻页位置",
  category: "对象类别", child: "儿童编号", childId: "儿童编号", claim: "申请事项", clause: "依据条款", climbed: "是否已上报", closed: "是否已停用",
  code: "验证码", codes: "地区代码", commands: "待提交的记录", corrected: "更正记录的序号", current: "当前密码", day: "日期", decision: "决定",
  department: "部门", deputyFor: "代理的岗位", deviceId: "手机编号", digest: "文件摘要", direct: "是否未落实到下级地区", due: "办结期限", facts: "填写内容", form: "表单", format: "文件格式",
  from: "开始日期", fromDay: "开始日期", frozen: "是否定稿", ground: "风险情形", have: "已有档案", id: "编号", ids: "儿童编号", iv: "加密内容",
  kind: "种类", ledger: "台账", level: "风险等级", limit: "每页条数", link: "登录链接", locked: "加密内容", login: "登录名", members: "参加人员",
  name: "姓名", no: "序号", note: "说明", number: "导出编号", offset: "翻页位置", open: "是否待处理", outcome: "处理结果", own: "是否本人", owner: "负责人",
  password: "密码", people: "办理人员", person: "人员编号", personId: "人员编号", point: "加密内容", policy: "政策版本", post: "岗位", postId: "岗位编号",
  problems: "发现的问题", proof: "证明材料", proposed: "是否待评定", purpose: "用途", q: "查找内容", reason: "理由", relation: "与儿童的关系", rest: "加密内容",
  row: "行", seen: "提交时所见内容", sentAt: "提交时间", seq: "档案版本", session: "登录编号", sha256: "文件摘要", solution: "解决办法", source: "来源",
  spokeWith: "谈话对象", text: "查找内容", title: "标题", to: "结束日期", toDay: "结束日期", unsent: "未提交数", vacant: "同意暂时空缺", what: "种类",
  when: "到期情况", where: "查找范围", which: "统计项", year: "年份", answer: "答复情况", box: "加密内容", boxes: "加密内容",
}; // prettier-ignore

const own: Readonly<Record<string, string>> = {
  "policy.name": "文件名", "policy.pack": "政策包",
  "caselist.closed": "是否已结案", "caselist.flagged": "部门比对异常", "sync.text": "加密内容", "sync.id": "记录编号",
  "caselist.ageFrom": "年龄（从）", "caselist.ageTo": "年龄（到）", "caselist.guardianship": "监护情况", "caselist.unvisited": "未走访天数", "caselist.sort": "排序", "caselist.columns": "栏目",
  "recognition.kind": "认定种类", "recognition.asker": "申请人", "recognition.eligible": "是否符合", "recognition.waits": "等谁办理", "recognition.late": "是否逾期",
  "sync.looks": "查看记录", "referral.route": "转介种类", "referral.fields": "提供的信息", "referral.note": "请部门办理的事项", "referral.check.note": "核实情况", "referral.instead": "替代的转介", "referral.origin": "转介的来由", "referral.closeTask": "是否办结来由任务", "referral.result": "办理结果", "referral.solved": "是否已落实", "referral.search": "查找谁", "referral.registeredOn": "登记受理日期", "referral.registration": "登记受理编号", "referral.findings": "查找结果", "referral.who": "查找谁", "referral.found": "是否找到", "referral.waits": "等谁办理", "referral.stage": "办理状态", "referral.no": "转介序号", "referral.when": "期限情况", "anomaly.verdict": "核实结果", "anomaly.seen": "填写时所见内容", "anomaly.over": "替代的核实结论", "comparison.fate": "处理情况", "comparison.same": "是否同一儿童", "comparison.url": "接口地址", "comparison.header": "请求头名称", "comparison.key": "密钥", "comparison.form": "答复的格式", "comparison.rowsAt": "名单在答复中的位置", "comparison.dayOfMonth": "每月取数日", "comparison.active": "是否启用",
  "area.approval": "审图号", "account.to": "接任人", "attachment.at": "起始位置", "attachment.attachmentId": "照片编号", "attachment.of": "所属走访", "sync.file": "加密内容", "trace.answer": "访问结果", "trace.outcome": "答复", "trace.kind": "访问种类", "visit.title": "问题",
  "visit.form": "走访表", "visit.kind": "走访方式", "visit.place": "大致位置", "visit.lat": "大致位置", "visit.lng": "大致位置", "visit.lacking": "缺少留证的原因", "visit.photo": "没有照片的原因", "visit.signature": "没有签名的原因", "task.title": "问题", "task.no": "任务序号", "task.batch": "交办编号", "task.childIds": "所选儿童", "rights.no": "申请序号", "rights.id": "申请编号",
  "concern.situation": "情形", "concern.teller": "告知人", "concern.phone": "电话", "concern.unit": "单位", "concern.age": "大约几岁", "concern.place": "孩子在哪里",
  "concern.time": "什么时候", "concern.police": "是否报警", "concern.handling": "处置", "concern.number": "回执编号", "concern.words": "反馈内容",
  "display.days": "打开天数", "display.name": "位置", "display.screenId": "大屏编号",
  "concern.finding": "核实结果", "concern.concernId": "报告编号", "concern.note": "看到、听到的", "concern.name": "孩子姓名", "concern.from": "开始日期", 
  "entrustment.until": "到期日", "entrustment.from": "开始日", "entrustment.entrusters": "委托人", "entrustment.carer": "照护人", "entrustment.emergency": "紧急联系人", "entrustment.answers": "照护人情形", "entrustment.wish": "孩子的意愿",
  "entrustment.heard": "孩子的意愿", "entrustment.words": "孩子的原话", "entrustment.undertakings": "承诺", "entrustment.schoolTold": "是否已告知学校", "entrustment.signers": "签名", "entrustment.how": "签名情况", "entrustment.file": "签名",
  "entrustment.signer": "签名的人", "entrustment.ending": "终止原因", "entrustment.show": "查看范围", "entrustment.by": "哪一方", "entrustment.phone": "电话", "entrustment.place": "住址",
  "training.courseId": "课程编号", "training.answers": "答案", "training.people": "到场人员", "training.examined": "考核合格的人", "training.title": "培训内容", "training.state": "培训情况", "training.sessionId": "培训编号",
  "returns.item": "报送事项", "returns.due": "报送期限", "returns.day": "报送日期", "returns.note": "备注", "returns.handedId": "报送登记编号",
  "notice.words": "通知内容", "notice.posts": "发给哪些岗位", "notice.areas": "发到哪些地方", "notice.childIds": "所选儿童", "notice.readBy": "阅读期限", "notice.noticeId": "通知编号",
  "conference.children.reason": "会商事由", "conference.join.reason": "会商事由", "conference.day": "会议日期", "conference.time": "会议时间", "conference.place": "会议地点", "conference.way": "会议方式", "conference.invited": "邀请的部门", "conference.fields": "提供的信息",
  "conference.instead": "上一次会商", "conference.review": "评估结果", "conference.sends": "派谁参加", "conference.opinion": "书面意见", "conference.heldOn": "召开日期", "conference.present": "参加人员", "conference.minutes": "会议情况", "conference.earlier": "已更正的次数",
  "conference.decisions": "会商决定", "conference.what": "决定事项", "conference.person": "落实人", "conference.due": "完成日期", "conference.reviewOn": "评估日期", "conference.done": "是否已落实", "conference.result": "落实情况", "conference.nth": "决定序号", "conference.no": "会商序号",
  "conference.others": "一并商定的儿童", "conference.onRestDay": "是否仍在休息日召开", "conference.whole": "是否回复整次会议", "conference.round": "重新交办的次数",
  "bulletin.item": "名单种类", "bulletin.waiting": "等待情况", "bulletin.act": "列入或移出", "bulletin.kind": "帮扶类别", "bulletin.what": "帮扶内容", "bulletin.by": "帮扶单位或人员", "bulletin.on": "帮扶日期", "bulletin.note": "备注", "bulletin.show": "与上次相比", "bulletin.listId": "名单编号",
  "concern.secret": "查询码", "concern.box": "封存的报告", "concern.iv": "封存的报告", "concern.point": "封存的报告", "concern.text": "封存的报告", "concern.at": "起始位置", "concern.reporter": "报告人的身份",
  "sharing.item": "数据项", "sharing.fields": "字段", "sharing.months": "期限（月）", "sharing.note": "用途说明",
  "declaration.secret": "查询码", "declaration.number": "编号", "declaration.who": "报备人", "declaration.parent": "家长", "declaration.phone": "电话", "declaration.idNumber": "身份证号", "declaration.child": "孩子", "declaration.birthDate": "孩子的出生日期", "declaration.since": "外出日期", "declaration.place": "去哪里", "declaration.carer": "照看孩子的人", "declaration.declarationId": "报备编号", "declaration.seen": "确认时所见内容",
  "account.kind": "岗位", "registry.people": "知情人员", "visit.seen": "填写时所见内容", "sync.shape": "手机保存格式的版本",
}; // prettier-ignore

/**
 * Of an operation's input ("conference.join") by its name, else its capability's word, else the house's common one: a reason
 * is 会商事由 where a meeting is called, and no more than 理由 where it is cancelled.
 */
export const fieldName = (field: string, operation = ""): string | undefined =>
  own[`${operation}.${field}`] ?? own[`${operation.split(".")[0]}.${field}`] ?? everywhere[field];
