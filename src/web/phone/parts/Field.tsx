/** @jsxImportSource preact */
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: "text" | "date" | "tel" | "number" | "search" | "password";
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly good?: string | undefined;
  readonly lines?: boolean;
  readonly max?: number;
  readonly latest?: string;
  /** What the phone's own store of names and passwords may fill in. */
  readonly known?: "username" | "current-password" | "new-password" | "one-time-code";
}

/** Preact tells the kinds of input apart one by one; what this field sets is the same for all of them. */
const inputType = (type: FieldProps["type"]): { type: "text" } => ({ type: (type ?? "text") as "text" });

/** One line or several of text, with what is wrong or right about it said beneath. */
export function Field(props: FieldProps) {
  const id = useId();
  const said = props.fault ?? props.good ?? props.hint;
  const tone = props.fault ? "fault" : props.good ? "fine" : "soft";
  const shared = {
    id, class: "input", value: props.value, maxLength: props.max ?? 200, "aria-invalid": props.fault !== undefined,
    ...(said !== undefined && { "aria-describedby": `${id}-said` }),
  }; // prettier-ignore
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.lines ? (
        <textarea {...shared} rows={3} onInput={(event) => props.onInput(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          {...inputType(props.type)}
          autocomplete={props.known ?? "off"}
          {...(props.latest && { max: props.latest })}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
      {said !== undefined && (
        <p id={`${id}-said`} class={tone} {...(props.fault && { role: "alert" as const })}>
          {said}
        </p>
      )}
    </div>
  );
}
