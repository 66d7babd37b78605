import { PrintFile } from "./PrintFile.tsx";
import { MoreOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useMay } from "../app/session.ts";
import { usePolicy } from "../policy/policy.ts";
import { type ChildFileData, spanOn } from "./file.ts";

export type ActionName =
  | "visit"
  | "intervene"
  | "edit"
  | "propose"
  | "decide"
  | "reject"
  | "task"
  | "refer"
  | "confer"
  | "urge"
  | "enlist"
  | "recognise"
  | "move"
  | "close"
  | "reopen"
  | "case"
  | "seal"
  | "sealFile"
  | "unsealFile"
  | "request";

interface Action {
  readonly name: ActionName;
  readonly title: string;
  /** In a list, beside the name. */
  readonly brief?: string;
  readonly may: string;
  /** In which states of the file it can be done. `gravest`: the gravest level of the policy. */
  readonly when: (file: ChildFileData, gravest: string | undefined) => boolean;
}

const open = (file: ChildFileData): boolean => file.status === "open";
const closed = (file: ChildFileData): boolean => file.status === "closed";
const sealed = (file: ChildFileData): boolean => file.retention?.sealed !== undefined;
const isGravest = (file: ChildFileData, gravest: string | undefined): boolean =>
  open(file) && gravest !== undefined && spanOn(file, file.day)?.level === gravest;
const proposed = (file: ChildFileData): boolean => open(file) && Boolean(file.standing?.proposal);

/** State of the file → what may be done: one table, read by the buttons and by the drawer. */
export const actions: readonly Action[] = [
  { name: "visit", title: "记录走访", may: "visit.record", when: open },
  { name: "intervene", title: "登记介入", may: "registry.record", when: isGravest },
  { name: "edit", title: "更新信息", may: "registry.record", when: open },
  { name: "propose", title: "提出分级建议", may: "grade.propose", when: open },
  { name: "decide", title: "评估确认", may: "grade.decide", when: open },
  { name: "reject", title: "不采纳分级建议", brief: "不采纳", may: "grade.decide", when: proposed },
  { name: "task", title: "登记问题", may: "task.open", when: open },
  { name: "refer", title: "转介部门", brief: "转介", may: "referral.send", when: open },
  { name: "confer", title: "召集会商", may: "conference.call", when: open },
  { name: "urge", title: "紧急通报", may: "bulletin.compose", when: open },
  { name: "enlist", title: "列入通报名单", may: "bulletin.compose", when: open },
  { name: "recognise", title: "申请认定", may: "recognition.ask", when: open },
  { name: "move", title: "迁移档案", may: "registry.move", when: open },
  { name: "close", title: "结案", may: "registry.close", when: open },
  { name: "reopen", title: "恢复建档", may: "registry.close", when: (file) => closed(file) && !sealed(file) },
  { name: "sealFile", title: "封存档案", may: "retention.seal", when: (file) => closed(file) && !sealed(file) },
  { name: "unsealFile", title: "解除封存", may: "retention.seal", when: sealed },
  { name: "case", title: "指定办案人员", may: "registry.name_case", when: () => true },
  { name: "seal", title: "紧急查阅封存信息", may: "registry.break_seal", when: (file) => !file.onCase },
  { name: "request", title: "受理监护人申请", may: "rights.receive", when: () => true },
];

export const actionTitle = (name: ActionName): string => actions.find((action) => action.name === name)?.title ?? "";

const SHOWN = 3;

export function FileActions({
  file,
  start,
}: {
  readonly file: ChildFileData;
  readonly start: (name: ActionName) => void;
}) {
  const may = useMay();
  const { levels } = usePolicy();
  const able = actions.filter((action) => may(action.may) && action.when(file, levels[0]?.id));
  const items = able.slice(SHOWN).map(({ name, title }) => ({ key: name, label: title, onClick: () => start(name) }));
  return (
    <>
      {able.slice(0, SHOWN).map(({ name, title }, i) => (
        <Button key={name} type={i === 0 ? "primary" : "default"} onClick={() => start(name)}>
          {title}
        </Button>
      ))}
      <PrintFile file={file} />
      {items.length > 0 && (
        <Dropdown trigger={["click"]} menu={{ items }}>
          <Button icon={<MoreOutlined aria-hidden="true" />}>更多</Button>
        </Dropdown>
      )}
    </>
  );
}
