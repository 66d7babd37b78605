/** @jsxImportSource preact */
import { useId } from "preact/hooks";
import { PIN_LENGTH } from "./vault.ts";

interface PinFieldProps {
  readonly label: string;
  readonly value: string;
  readonly fault?: string | undefined;
  readonly onInput: (pin: string) => void;
}

/** Six digits on the phone's number keys, never shown and never remembered by the browser. */
export function PinField({ label, value, fault, onInput }: PinFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input pin"
        type="password"
        inputMode="numeric"
        autocomplete="off"
        maxLength={PIN_LENGTH}
        value={value}
        aria-invalid={fault !== undefined}
        {...(fault !== undefined && { "aria-describedby": `${id}-said` })}
        onInput={(event) => onInput(event.currentTarget.value.replace(/\D/g, ""))}
      />
      {fault !== undefined && (
        <p id={`${id}-said`} class="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
