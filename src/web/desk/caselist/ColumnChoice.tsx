import { SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import type { LedgerColumnId } from "#capabilities/caselist/words.ts";
import { columnTitles } from "#capabilities/caselist/zh.ts";
import { columnsFrom, ledgerColumnIds, usualColumns } from "./ledgerQuery.ts";

interface ChoiceProps {
  readonly value: readonly LedgerColumnId[];
  readonly onChange: (columns: readonly LedgerColumnId[]) => void;
}

/** Which columns the ledger shows; the name always stands. */
export function ColumnChoice({ value, onChange }: ChoiceProps) {
  const options = ledgerColumnIds.map((id) => ({ value: id, label: columnTitles[id], disabled: id === "name" }));
  const list = (
    <div className="column-choice">
      <Checkbox.Group
        options={options}
        value={[...value]}
        onChange={(wanted: LedgerColumnId[]) => onChange(columnsFrom(wanted))}
      />
      <Button size="small" onClick={() => onChange(usualColumns)}>
        恢复默认
      </Button>
    </div>
  );
  return (
    <Popover content={list} title="显示哪些列" trigger="click" placement="bottomRight">
      <Button icon={<SettingOutlined aria-hidden="true" />}>列设置</Button>
    </Popover>
  );
}
