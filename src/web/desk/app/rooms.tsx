import {
  CarryOutOutlined,
  CheckSquareOutlined,
  CloudUploadOutlined,
  ExportOutlined,
  FileTextOutlined,
  HistoryOutlined,
  HomeOutlined,
  IdcardOutlined,
  ReadOutlined,
  TeamOutlined,
  UserAddOutlined,
} from "@ant-design/icons";

/** The rooms of the desk: where they are, what they are called, and which permission opens them. */
export const rooms = [
  { path: "", title: "今日", icon: <HomeOutlined />, may: "caselist.read" },
  { path: "ledger", title: "儿童台账", icon: <TeamOutlined />, may: "caselist.read" },
  { path: "due", title: "走访到期", icon: <CarryOutOutlined />, may: "caselist.read" },
  { path: "tasks", title: "待办任务", icon: <CheckSquareOutlined />, may: "task.read" },
  { path: "register", title: "登记儿童", icon: <UserAddOutlined />, may: "registry.register" },
  { path: "survey", title: "导入摸排表", icon: <CloudUploadOutlined />, may: "survey.import" },
  { path: "returns", title: "统计报表", icon: <FileTextOutlined />, may: "returns.read" },
  { path: "policy", title: "现行政策", icon: <ReadOutlined />, may: "policy.read" },
  { path: "people", title: "人员与岗位", icon: <IdcardOutlined />, may: "account.list_people" },
  { path: "history", title: "账号历史", icon: <HistoryOutlined />, may: "account.read_events" },
  { path: "exports", title: "导出记录", icon: <ExportOutlined />, may: "export.read" },
] as const;

/** Where one begins: today's work, or the first room of a post that has none. */
export const homeOf = (may: (permission: string) => boolean): string =>
  rooms.find((room) => may(room.may))?.path ?? "account";
