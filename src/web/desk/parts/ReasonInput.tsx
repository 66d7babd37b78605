import { Input } from "antd";
import { Field } from "./Field.tsx";

interface ReasonProps {
  readonly title?: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly max?: number;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Why something is done, in words that stay on record. */
export function ReasonInput({
  title = "理由",
  hint,
  placeholder,
  required = false,
  max = 500,
  value,
  onChange,
}: ReasonProps) {
  return (
    <Field title={title} required={required} {...(hint !== undefined && { hint })}>
      {(id) => (
        <Input.TextArea
          id={id}
          maxLength={max}
          autoSize={{ minRows: 3 }}
          {...(placeholder !== undefined && { placeholder })}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
