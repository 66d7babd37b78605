import { Button, Input } from "antd";
import { useEffect, useState } from "react";
import type { Day } from "#kernel/day.ts";
import { longDay, readDay } from "../../ui/dayText.ts";
import { useMe } from "../app/session.ts";

interface DayInputProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: Day | null;
  readonly onChange: (day: Day | null) => void;
  /** Offers 今天 as one press. */
  readonly offerToday?: boolean;
}

/** A day as offices type it: 20140501, 2014.5.1 or 2014年5月1日. What is no day is said at once and never sent. */
export function DayInput({ id, label, value, onChange, offerToday = false }: DayInputProps) {
  const { today } = useMe();
  const [text, setText] = useState(value ?? "");
  useEffect(() => setText((now) => (readDay(now) === (value ?? undefined) ? now : (value ?? ""))), [value]);
  const read = readDay(text);
  const wrong = text.trim() !== "" && read === undefined;
  const type = (next: string): void => {
    setText(next);
    const day = readDay(next);
    if (day !== undefined) onChange(day);
    else if (next.trim() === "") onChange(null);
  };
  const leave = (): void => {
    if (read !== undefined) setText(read);
    else if (wrong) onChange(null);
  };
  return (
    <span className="day-input">
      <Input
        {...(id !== undefined && { id })}
        {...(label !== undefined && { "aria-label": label })}
        value={text}
        maxLength={20}
        inputMode="numeric"
        placeholder="如 2014-05-01"
        status={wrong ? "error" : ""}
        aria-invalid={wrong}
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
      />
      {offerToday && value !== today && <Button onClick={() => { setText(today); onChange(today); }}>今天</Button>}
      <span className={wrong ? "late" : "muted"} aria-live="polite">{wrong ? "不是日期，请按年-月-日填写" : read && text !== read ? longDay(read) : ""}</span>
    </span>
  );
} // prettier-ignore
