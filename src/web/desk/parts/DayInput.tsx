import { Button, Input } from "antd";
import { useState } from "react";
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

/** What is being typed, and the value that it stands for: another value from outside takes its place. */
interface Typed {
  readonly text: string;
  readonly of: Day | null;
}

/** A day as offices type it: 20140501, 2014.5.1 or 2014年5月1日. What is no day is said at once and never sent. */
export function DayInput({ id, label, value, onChange, offerToday = false }: DayInputProps) {
  const { today } = useMe();
  const [typed, setTyped] = useState<Typed>({ text: value ?? "", of: value });
  const text = typed.of === value ? typed.text : (value ?? "");
  const read = readDay(text);
  const wrong = text.trim() !== "" && read === undefined;
  const put = (next: string, day: Day | null): void => {
    setTyped({ text: next, of: day });
    if (day !== value) onChange(day);
  };
  const type = (next: string): void => put(next, readDay(next) ?? (next.trim() === "" ? null : value));
  const leave = (): void => put(read ?? text, wrong ? null : (read ?? null));
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
      {offerToday && value !== today && <Button onClick={() => put(today, today)}>今天</Button>}
      <span className={wrong ? "late" : "muted"} aria-live="polite">
        {wrong ? "不是日期，请按年-月-日填写" : read && text !== read ? longDay(read) : ""}
      </span>
    </span>
  );
}
