import { Button } from "antd";
import type { Refusal } from "../app/api.ts";
import { Refused } from "./states.tsx";

interface FormFootProps {
  readonly refusal: Refusal | undefined;
  readonly sending: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly word: string;
  readonly note?: string | undefined;
}

/** The end of a form: what was refused, what is still wanted, and the one big button. */
export function FormFoot({ refusal, sending, disabled = false, danger = false, word, note }: FormFootProps) {
  return (
    <div className="form-foot">
      <Refused refusal={refusal} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={disabled} danger={danger}>
        {word}
      </Button>
      {note && <span className="muted">{note}</span>}
    </div>
  );
}
