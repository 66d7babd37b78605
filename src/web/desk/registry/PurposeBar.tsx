import { EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import type { ChildFileData } from "./file.ts";

export interface PurposeProps {
  readonly file: ChildFileData;
  /** Opens sensitive facts for a purpose, or masks them again. */
  readonly open: (purpose: Purpose | undefined) => void;
}

/** Numbers, telephones, addresses and health are masked until somebody says what they are opened for. */
export function PurposeBar({ file, open }: PurposeProps) {
  const masked = file.facts.filter((fact) => fact.masked).length;
  if (file.purpose !== null)
    return (
      <div className="purpose-bar" aria-live="polite">
        <span>已按“{purposeNames[file.purpose]}”显示敏感信息，已记入访问记录。</span>
        <Button size="small" icon={<EyeInvisibleOutlined aria-hidden="true" />} onClick={() => open(undefined)}>
          重新隐去
        </Button>
      </div>
    );
  if (masked === 0) return null;
  const items = purposes.map((purpose) => ({
    key: purpose,
    label: purposeNames[purpose],
    onClick: () => open(purpose),
  }));
  return (
    <div className="purpose-bar">
      <span>{masked}项敏感信息已隐去。选择查阅目的后显示，并记入访问记录。</span>
      <Dropdown trigger={["click"]} menu={{ items }}>
        <Button size="small" icon={<EyeOutlined aria-hidden="true" />}>
          按目的显示
        </Button>
      </Dropdown>
    </div>
  );
}
