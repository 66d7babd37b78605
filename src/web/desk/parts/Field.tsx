import { type ReactNode, useId } from "react";

interface FieldProps {
  readonly title: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly children: (id: string) => ReactNode;
}

/** A label with its control. */
export function Field({ title, hint, required = false, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {title}
        {required && <i aria-hidden="true">必填</i>}
      </label>
      {children(id)}
      {hint && <p className="field-hint">{hint}</p>}
    </div>
  );
}
