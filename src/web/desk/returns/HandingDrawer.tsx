import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useState } from "react";
import type { DueLine } from "#capabilities/returns/words.ts";
import type { Day } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { doneWord, handedText } from "./dueLines.ts";
import "../styles/form.css";

interface FormProps {
  readonly line: DueLine;
  readonly done: (said: string) => void;
}

function HandIn({ line, done }: FormProps) {
  const { item, due, title, clause, since, to } = line;
  const word = doneWord(line);
  const { today } = useMe();
  const [day, setDay] = useState<Day | null>(today);
  const [note, setNote] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const submit = async (): Promise<void> => {
    if (await send("/api/returns/handed", { item, due, day, note: note.trim() })) done(`${word}，已登记`);
  };
  return (
    <CommandForm submit={submit}>
      <p>
        {title}（{clause}），{longDay(due)}前。{to !== null && "登记的是已经送出，系统不替您送出。"}
      </p>
      <Field title={`${word.slice(1)}日期`} required hint={`${longDay(since)}到今天之间`}>
        {(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}
      </Field>
      <ReasonInput
        title="备注"
        hint="如送达方式、文号；不写孩子和家长的信息"
        max={200}
        value={note}
        onChange={setNote}
      />
      <FormFoot refusal={refusal} sending={sending} disabled={day === null} word={`登记${word}`} />
    </CommandForm>
  );
}

/** Said by mistake, or it did not arrive: the line stands as not reported again, and says why. */
function TakeBack({ line, done }: FormProps) {
  const { title, handed, due } = line;
  const { today } = useMe();
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const submit = async (): Promise<void> => {
    if (await send(`/api/returns/handed/${handed?.id ?? ""}/take-back`, { reason: reason.trim() })) done("已撤回登记");
  };
  return (
    <CommandForm submit={submit}>
      <p>
        {title}，{longDay(due)}前；{handedText(line, today)}。撤回后这一项重新列为未办，理由会给该单位看到。
      </p>
      <ReasonInput title="为什么撤回" required max={200} value={reason} onChange={setReason} />
      <FormFoot refusal={refusal} sending={sending} disabled={reason.trim().length < 2} word="撤回登记" danger />
    </CommandForm>
  );
}

/** 已报送, or its withdrawal: whichever the line has. */
export function HandingDrawer({ close, ...form }: FormProps & { readonly close: () => void }) {
  const { line } = form;
  return (
    <SideDrawer
      open
      onClose={close}
      title={line.handed ? `撤回${doneWord(line)}的登记` : `登记${doneWord(line)}`}
      size={520}
      destroyOnHidden
    >
      {line.handed ? <TakeBack {...form} /> : <HandIn {...form} />}
    </SideDrawer>
  );
}
