import { Button, Input, Radio } from "antd";
import { useState } from "react";
import { type Ending, endings } from "#capabilities/entrustment/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";

interface ActProps {
  readonly childId: string;
  readonly done: (said: string) => void;
  readonly cancel: () => void;
}

/** 终止委托照护书: the parents are back, or somebody else cares. */
export function EndForm({ childId, done, cancel }: ActProps) {
  const [ending, setEnding] = useState<Ending>();
  const [note, setNote] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const submit = async (): Promise<void> => {
    if (await send(`/api/entrustment/children/${childId}/end`, { ending, note: note.trim() })) done("已终止");
  };
  const options = Object.entries(endings).filter(([value]) => value !== "replaced");
  const parts = { 终止原因: ending !== undefined };
  return (
    <CommandForm submit={submit}>
      <Field title="终止原因" required>
        {(id) => (
          <Radio.Group
            id={id}
            className="choices"
            value={ending}
            onChange={(event) => setEnding(event.target.value as Ending)}
            options={options.map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
      <Field title="说明">
        {(id) => <Input id={id} value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={ending === undefined}
        word="终止"
        note={stillWanted(parts)}
      />
      <Button onClick={cancel}>取消</Button>
    </CommandForm>
  );
}

interface NoteProps extends ActProps {
  readonly of: "doubts" | "keep";
}

const words = {
  doubts: { title: "看到的情况", word: "登记，并交办告知父母", said: "已登记，已交办告知父母和另选照护人" },
  keep: { title: "怎样帮助、督促的", word: "仍由原照护人照护", said: "已登记" },
} as const;

/** A carer in doubt, or kept with help: what was seen or done, in words. */
export function NoteForm({ childId, of, done, cancel }: NoteProps) {
  const [note, setNote] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const { title, word, said } = words[of];
  const submit = async (): Promise<void> => {
    if (await send(`/api/entrustment/children/${childId}/${of}`, { note: note.trim() })) done(said);
  };
  const isSaid = note.trim().length >= 2;
  return (
    <CommandForm submit={submit}>
      <Field title={title} required>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            value={note}
            maxLength={300}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={!isSaid}
        word={word}
        note={stillWanted({ [title]: isSaid })}
      />
      <Button onClick={cancel}>取消</Button>
    </CommandForm>
  );
}
