import { Input, InputNumber, Radio, Select } from "antd";
import { useId } from "react";
import type { FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import { AreaInput } from "../area/AreaInput.tsx";
import { DayInput } from "../parts/DayInput.tsx";

interface FactFieldProps {
  readonly spec: FactSpec;
  readonly value: FactValue | null;
  readonly onChange: (value: FactValue | null) => void;
  /** Why it is refused, in words. */
  readonly fault?: string | undefined;
  /** What stands in the file today, where the field itself may not show it. */
  readonly hint?: string | undefined;
  readonly required?: boolean;
}

const FEW = 5;

type Choices = readonly { readonly value: string; readonly label: string }[];
const choicesOf = (spec: FactSpec): Choices =>
  Object.entries(spec.options ?? {}).map(([value, label]) => ({ value, label }));

/** "none" beside something else contradicts itself: the last choice wins. */
function settled(chosen: readonly string[], before: readonly string[]): string[] {
  if (!chosen.includes("none") || chosen.length === 1) return [...chosen];
  return before.includes("none") ? chosen.filter((code) => code !== "none") : ["none"];
}

function OneOf({
  id,
  label,
  choices,
  value,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly choices: Choices;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  if (choices.length > FEW || choices.some((choice) => choice.label.length > 8)) {
    return (
      <Select
        id={id}
        aria-label={label}
        allowClear
        placeholder="请选择"
        options={[...choices]}
        value={value}
        onChange={(next: string | undefined) => onChange(next ?? null)}
      />
    );
  }
  return (
    <span className="one-of">
      <Radio.Group
        id={id}
        aria-label={label}
        optionType="button"
        buttonStyle="solid"
        options={[...choices]}
        value={value}
        onChange={(event) => onChange(String(event.target.value))}
      />
      {value !== null && (
        <button type="button" className="clear" onClick={() => onChange(null)}>
          清除
        </button>
      )}
    </span>
  );
}

function Control({ spec, value, onChange, id }: FactFieldProps & { readonly id: string }) {
  const text = typeof value === "string" ? value : null;
  switch (spec.type) {
    case "text":
      return (
        <Input
          id={id}
          value={text ?? ""}
          maxLength={200}
          onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
        />
      );
    case "int":
      return (
        <InputNumber
          id={id}
          min={0}
          max={999_999}
          precision={0}
          value={typeof value === "number" ? value : null}
          suffix={spec.unit}
          onChange={(next) => onChange(next)}
        />
      );
    case "day":
      return <DayInput id={id} value={text} onChange={onChange} />;
    case "area":
      return <AreaInput id={id} label={spec.zh} value={text} onChange={onChange} />;
    case "bool": {
      const shown = typeof value === "boolean" ? String(value) : null;
      const choices = [
        { value: "true", label: "是" },
        { value: "false", label: "否" },
      ];
      return (
        <OneOf
          id={id}
          label={spec.zh}
          choices={choices}
          value={shown}
          onChange={(next) => onChange(next === null ? null : next === "true")}
        />
      );
    }
    case "enum":
      return <OneOf id={id} label={spec.zh} choices={choicesOf(spec)} value={text} onChange={onChange} />;
    case "set": {
      const chosen = Array.isArray(value) ? value.map(String) : [];
      return (
        <Select
          id={id}
          aria-label={spec.zh}
          mode="multiple"
          allowClear
          placeholder="可多选"
          options={[...choicesOf(spec)]}
          value={chosen}
          onChange={(next: string[]) => onChange(next.length === 0 ? null : settled(next, chosen))}
        />
      );
    }
  }
}

/** One fact of the catalogue as a field: its control follows from its type. */
export function FactField(props: FactFieldProps) {
  const { spec, fault, hint, required = false } = props;
  const id = useId();
  return (
    <div className={fault === undefined ? "field" : "field field-wrong"}>
      <label htmlFor={id}>
        {spec.zh}
        {required && <i aria-hidden="true">必填</i>}
      </label>
      <Control {...props} id={id} />
      {hint !== undefined && <p className="field-hint">{hint}</p>}
      {fault !== undefined && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
