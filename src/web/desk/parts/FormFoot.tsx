import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Refusal } from "../app/api.ts";
import { Refused } from "./states.tsx";

interface FormFootProps {
  readonly refusal: Refusal | undefined;
  readonly sending: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly word: string;
  readonly note?: string | undefined;
  /** Reads the file anew below the form, which keeps what was typed: for commands about the file as it was seen. */
  readonly reload?: (() => void) | undefined;
  /** Another way on, beside the button. */
  readonly also?: ReactNode;
}

/** What keeps the button from being pressed, in words; nothing once all of it is there. */
export function stillWanted(parts: Readonly<Record<string, boolean>>): string | undefined {
  const missing = Object.keys(parts).filter((title) => !parts[title]);
  return missing.length === 0 ? undefined : `还要填：${missing.join("、")}`;
}

/** Refusals after which the file is looked at anew. */
const stale: ReadonlySet<string> = new Set(["journal.stale", "registry.changed_meanwhile"]);

/** The end of a form: what was refused, what is still wanted, and the one big button. */
export function FormFoot({
  refusal,
  sending,
  disabled = false,
  danger = false,
  word,
  note,
  reload,
  also,
}: FormFootProps) {
  const [fresh, setFresh] = useState(false);
  const look = (): void => {
    setFresh(true);
    reload?.();
  };
  const said = fresh && refusal === undefined ? "档案已重新载入，请看过最新内容再提交" : note;
  return (
    <div className="form-foot">
      <Refused refusal={refusal} />
      {reload && stale.has(refusal?.code ?? "") && <Button onClick={look}>重新载入</Button>}
      <Button type="primary" htmlType="submit" loading={sending} disabled={disabled} danger={danger}>
        {word}
      </Button>
      {also}
      {said && <span className="muted">{said}</span>}
    </div>
  );
}
