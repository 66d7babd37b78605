import { Button, Dropdown, Popover } from "antd";
import { useState } from "react";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { newId } from "#kernel/id.ts";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { address } from "../app/api.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import "../styles/attachment.css";

interface OnePictureProps {
  readonly name: string;
  /** Of the picture: `/file` opens it, `/withdraw` takes it away. */
  readonly path: string;
  /** What the sensitive facts beside it were opened for: the picture opens for the same. */
  readonly purpose: Purpose | null;
  /** Where it may be withdrawn: called when it is gone. */
  readonly withdrawn?: () => void;
}

/** Opened one by one, each for a purpose: what a list of small pictures would show of all children, this does not. */
export function OnePicture({ name, path, purpose, withdrawn }: OnePictureProps) {
  const [opened, setOpened] = useState<Purpose>();
  const [broken, setBroken] = useState(false);
  const open = (wanted: Purpose): void => {
    setBroken(false);
    setOpened(wanted);
  };
  const items = purposes.map((key) => ({ key, label: purposeNames[key], onClick: () => open(key) }));
  return (
    <li className="attachment">
      <div className="attachment-line">
        <span>{name}</span>
        <span className="attachment-acts">
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
          {withdrawn && (
            <Popover
              trigger="click"
              placement="bottomRight"
              title="撤回这张照片"
              content={<Withdraw path={path} done={withdrawn} />}
            >
              <Button size="small">撤回</Button>
            </Popover>
          )}
        </span>
      </div>
      {opened && !broken && (
        <img
          className="attachment-picture"
          src={address(`${path}/file`, { purpose: opened })}
          alt={name}
          onError={() => setBroken(true)}
        />
      )}
      {opened && broken && <p className="late">没有打开。请再试一次，或者告诉系统管理员。</p>}
      {opened && !broken && <p className="muted">已按“{purposeNames[opened]}”打开，已记入访问记录。</p>}
    </li>
  );
}

/** Its content is gone for good; who, when and why stays. */
function Withdraw({ path, done }: { readonly path: string; readonly done: () => void }) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = reason.trim().length >= 4;
  const withdraw = async (): Promise<void> => {
    if (await send(`${path}/withdraw`, { reason: reason.trim() })) done();
  };
  return (
    <div className="attachment-withdraw">
      <CommandForm submit={withdraw}>
        <p className="muted">照片的内容马上删除，不能恢复；谁、什么时候、为什么撤回，留在记录里。</p>
        <ReasonInput title="为什么撤回" hint="如：拍到了不相干的人" required value={reason} onChange={setReason} />
        <FormFoot
          refusal={refusal}
          sending={sending}
          disabled={!able}
          word="撤回"
          note={stillWanted({ 撤回理由: able })}
        />
      </CommandForm>
    </div>
  );
}
