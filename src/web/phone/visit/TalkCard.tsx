/** @jsxImportSource preact */
import { Choice, type Option } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import type { ChildFile } from "../registry/file.ts";
import { textOf } from "../registry/file.ts";
import type { Filling } from "./filling.ts";
import { recorded, text, type Key, type Values } from "../language/text.ts";

/** As it goes into the file, and as the reader calls it. */
const speaker = (key: Key, values: Values = {}): Option => ({ value: recorded(key, values), word: text(key, values) });

/** Whom one usually meets in this family. */
function usualSpeakers(file: ChildFile): Option[] {
  const guardian = textOf(file, "guardian.name");
  const carer = textOf(file, "carer.name");
  return [
    speaker("talk.child"),
    ...(guardian === undefined ? [] : [speaker("talk.guardian", { name: guardian })]),
    ...(carer === undefined || carer === guardian ? [] : [speaker("talk.carer", { name: carer })]),
    speaker("talk.father"),
    speaker("talk.mother"),
    speaker("talk.teacher"),
  ];
}

interface TalkCardProps {
  readonly file: ChildFile;
  readonly filling: Filling;
  readonly onChange: (part: Partial<Filling>) => void;
}

/** 谈话对象 and 记录; both may stay empty. */
export function TalkCard({ file, filling, onChange }: TalkCardProps) {
  const { spokeWith } = filling;
  const choose = (who: string): void =>
    onChange({ spokeWith: spokeWith.includes(who) ? spokeWith.filter((one) => one !== who) : [...spokeWith, who] });
  return (
    <section class="card">
      <h2>{text("talk.title")}</h2>
      <Choice label={text("talk.title")} many options={usualSpeakers(file)} chosen={spokeWith} onChoose={choose} />
      <Field
        label={text("talk.other")}
        value={filling.otherSpeaker}
        max={20}
        onInput={(otherSpeaker) => onChange({ otherSpeaker })}
      />
      <Field
        label={text("talk.note")}
        hint={text("talk.note_hint")}
        value={filling.note}
        lines
        max={1000}
        onInput={(note) => onChange({ note })}
      />
    </section>
  );
}
