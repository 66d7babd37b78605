/** @jsxImportSource preact */
import { Choice } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import type { ChildFile } from "../registry/file.ts";
import { textOf } from "../registry/file.ts";
import type { Filling } from "./filling.ts";

/** Whom one usually meets in this family. */
function usualSpeakers(file: ChildFile): string[] {
  const guardian = textOf(file, "guardian.name");
  const carer = textOf(file, "carer.name");
  const named = [guardian && `监护人${guardian}`, carer && carer !== guardian && `照护人${carer}`];
  return ["孩子本人", ...named.filter((one): one is string => typeof one === "string"), "父亲", "母亲", "老师"];
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
  const options = usualSpeakers(file).map((word) => ({ value: word, word }));
  return (
    <section class="card">
      <h2>和谁谈了？</h2>
      <Choice label="和谁谈了" many options={options} chosen={spokeWith} onChoose={choose} />
      <Field
        label="别的人"
        value={filling.otherSpeaker}
        max={20}
        onInput={(otherSpeaker) => onChange({ otherSpeaker })}
      />
      <Field
        label="想记下的话"
        hint="没有就不用写"
        value={filling.note}
        lines
        max={1000}
        onInput={(note) => onChange({ note })}
      />
    </section>
  );
}
