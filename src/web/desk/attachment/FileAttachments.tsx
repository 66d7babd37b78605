import { Button, Dropdown } from "antd";
import { useState } from "react";
import type { AttachmentLine } from "#capabilities/attachment/words.ts";
import { attachmentKinds } from "#capabilities/attachment/zh.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { Card } from "../parts/Page.tsx";
import type { ChildFileData } from "../registry/file.ts";

interface OneProps {
  readonly childId: string;
  readonly line: AttachmentLine;
  /** What the file's sensitive facts were opened for: the picture opens for the same. */
  readonly purpose: Purpose | null;
}

/** Opened one by one, each for a purpose: what a list of small pictures would show of all children, this does not. */
function One({ childId, line, purpose }: OneProps) {
  const [opened, setOpened] = useState<Purpose>();
  const [broken, setBroken] = useState(false);
  const name = `${longDay(line.day)}的${attachmentKinds[line.kind]}`;
  const open = (wanted: Purpose): void => {
    setBroken(false);
    setOpened(wanted);
  };
  const items = purposes.map((key) => ({ key, label: purposeNames[key], onClick: () => open(key) }));
  return (
    <li className="attachment">
      <div className="attachment-line">
        <span>{name}</span>
        {opened ? (
          <Button size="small" onClick={() => setOpened(undefined)}>
            收起
          </Button>
        ) : purpose ? (
          <Button size="small" onClick={() => open(purpose)}>
            查看
          </Button>
        ) : (
          <Dropdown trigger={["click"]} menu={{ items }}>
            <Button size="small">按目的查看</Button>
          </Dropdown>
        )}
      </div>
      {opened && !broken && (
        <img
          className="attachment-picture"
          src={address(`/api/attachment/children/${childId}/files/${line.id}/file`, { purpose: opened })}
          alt={name}
          onError={() => setBroken(true)}
        />
      )}
      {opened && broken && <p className="late">没有打开。请再试一次，或者告诉系统管理员。</p>}
      {opened && !broken && <p className="muted">已按“{purposeNames[opened]}”打开，已记入访问记录。</p>}
    </li>
  );
}

/** Photos and signatures of visits; nothing where there are none, or for a post that may not see them. */
export function FileAttachments({ file }: { readonly file: ChildFileData }) {
  return useMay()("attachment.read") ? <Lines file={file} /> : null;
}

function Lines({ file }: { readonly file: ChildFileData }) {
  const lines = useLoad<AttachmentLine[]>(`/api/attachment/children/${file.childId}/files`).data ?? [];
  if (lines.length === 0) return null;
  return (
    <Card title="照片和签名" note={`共${lines.length}份`}>
      <ul className="attachments">
        {lines.map((line) => (
          <One key={line.id} childId={file.childId} line={line} purpose={file.purpose} />
        ))}
      </ul>
    </Card>
  );
}
