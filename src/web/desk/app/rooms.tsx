import {
  AlertOutlined,
  AuditOutlined,
  BarChartOutlined,
  CarryOutOutlined,
  CheckSquareOutlined,
  CloudUploadOutlined,
  ExportOutlined,
  EyeOutlined,
  FileTextOutlined,
  HistoryOutlined,
  HomeOutlined,
  IdcardOutlined,
  InboxOutlined,
  IssuesCloseOutlined,
  MailOutlined,
  ReadOutlined,
  ReconciliationOutlined,
  SafetyOutlined,
  SendOutlined,
  SolutionOutlined,
  TeamOutlined,
  UserAddOutlined,
} from "@ant-design/icons";

/** The rooms of the desk: where they are, what they are called, and which permission opens them. */
export const rooms = [
  { path: "", title: "今日", icon: <HomeOutlined />, may: "caselist.read" },
  { path: "concerns", title: "强制报告", icon: <SafetyOutlined />, may: "concern.handle" },
  { path: "inbox", title: "收到的转介", icon: <MailOutlined />, may: "referral.inbox" },
  { path: "ledger", title: "儿童台账", icon: <TeamOutlined />, may: "caselist.read" },
  { path: "due", title: "走访到期", icon: <CarryOutOutlined />, may: "caselist.read" },
  { path: "tasks", title: "待办任务", icon: <CheckSquareOutlined />, may: "task.read" },
  { path: "referrals", title: "部门转介", icon: <SendOutlined />, may: "referral.read" },
  { path: "board", title: "图景", icon: <BarChartOutlined />, may: "caselist.read" },
  { path: "register", title: "登记儿童", icon: <UserAddOutlined />, may: "registry.register" },
  { path: "survey", title: "导入摸排表", icon: <CloudUploadOutlined />, may: "survey.import" },
  { path: "lists", title: "部门名单比对", icon: <ReconciliationOutlined />, may: "comparison.read" },
  { path: "anomalies", title: "异常数据核查", icon: <IssuesCloseOutlined />, may: "anomaly.read" },
  { path: "returns", title: "统计报表", icon: <FileTextOutlined />, may: "returns.read" },
  { path: "policy", title: "现行政策", icon: <ReadOutlined />, may: "policy.read" },
  { path: "rights", title: "监护人申请", icon: <SolutionOutlined />, may: "rights.read" },
  { path: "retention", title: "保存与封存", icon: <InboxOutlined />, may: "retention.read" },
  { path: "alerts", title: "异常访问提醒", icon: <AlertOutlined />, may: "trace.answer" },
  { path: "trace", title: "访问记录", icon: <EyeOutlined />, may: "trace.read" },
  { path: "report", title: "合规报告", icon: <AuditOutlined />, may: "report.read" },
  { path: "people", title: "人员与岗位", icon: <IdcardOutlined />, may: "account.list_people" },
  { path: "history", title: "账号历史", icon: <HistoryOutlined />, may: "account.read_events" },
  { path: "exports", title: "导出记录", icon: <ExportOutlined />, may: "export.read" },
] as const;

/** Where one begins: today's work, or the first room of a post that has none. */
export const homeOf = (may: (permission: string) => boolean): string =>
  rooms.find((room) => may(room.may))?.path ?? "account";
