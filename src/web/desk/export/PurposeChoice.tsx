import { Radio } from "antd";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";

/** What a file is taken along for: one of the list, all of it in sight. */
export function PurposeChoice({
  value,
  onChange,
  only = purposes,
}: {
  readonly value: Purpose | undefined;
  readonly onChange: (purpose: Purpose) => void;
  /** Where a file is made for few things alone. */
  readonly only?: readonly Purpose[] | undefined;
}) {
  return (
    <fieldset className="purposes">
      <legend>用途</legend>
      <Radio.Group
        value={value}
        onChange={(event) => onChange(event.target.value as Purpose)}
        options={only.map((one) => ({ value: one, label: purposeNames[one] }))}
      />
    </fieldset>
  );
}
