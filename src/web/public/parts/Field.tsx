/** @jsxImportSource preact */
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: "text" | "tel" | "date";
  readonly hint?: string;
  readonly lines?: boolean;
  readonly max: number;
  readonly latest?: string;
  /** Digits alone: the keypad comes up. */
  readonly digits?: boolean;
}

/** Preact tells the kinds of input apart one by one. */
const inputType = (type: FieldProps["type"]): { type: "text" } => ({ type: type as "text" });

/** One line or several of text; what the page asks is never kept by the browser. */
export function Field({ label, value, onInput, type = "text", hint, lines, max, latest, digits }: FieldProps) {
  const id = useId();
  const shared = { id, value, maxLength: max, autocomplete: "off", ...(hint !== undefined && { "aria-describedby": `${id}-hint` }) } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {lines ? (
        <textarea {...shared} rows={4} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          {...inputType(type)}
          {...(digits && { inputMode: "numeric" as const })}
          {...(latest !== undefined && { max: latest })}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="soft">
          {hint}
        </p>
      )}
    </div>
  );
} // prettier-ignore

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly empty: string;
  readonly options: readonly { readonly value: string; readonly word: string }[];
  readonly onChange: (value: string) => void;
}

/** The phone's own list: it is known to whoever has the phone. */
export function Select({ label, value, empty, options, onChange }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{empty}</option>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.word}
          </option>
        ))}
      </select>
    </div>
  );
}
