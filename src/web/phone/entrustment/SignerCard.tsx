/** @jsxImportSource preact */
import type { How } from "#capabilities/entrustment/words.ts";
import type { CareSigner } from "#capabilities/policy/words.ts";
import { useState } from "preact/hooks";
import { SignPage } from "../attachment/SignPage.tsx";
import { Thumb } from "../attachment/Thumb.tsx";
import type { Strokes } from "../attachment/usePen.ts";
import { text, word } from "../language/text.ts";
import { Choice } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import type { Attached } from "../sync/kept.ts";
import type { SignerFilling } from "./filling.ts";

interface SignerCardProps {
  readonly signer: CareSigner;
  readonly filling: SignerFilling;
  readonly signed: Attached | undefined;
  /** Strokes of this one that were left on the sheet. */
  readonly strokes: Strokes | undefined;
  readonly onChange: (part: Partial<SignerFilling>) => void;
  readonly onStroke: (strokes: Strokes) => void;
  readonly onSigned: (signature: Blob, who: string) => void;
  readonly onRemove: () => void;
  readonly onCancel: () => void;
}

/** One of the four: a signature on the screen, one that comes later, or none with the reason. */
export function SignerCard(props: SignerCardProps) {
  const { signer, filling, signed, strokes, onChange } = props;
  const [signing, setSigning] = useState(strokes !== undefined && strokes.length > 0);
  const hows: readonly How[] = signer.must ? ["signed", "later"] : ["signed", "later", "excused"];
  const title = word(signer.title);
  const choose = (value: string): void => {
    const how = value as How;
    if (how === "signed" && !signed) setSigning(true);
    if (how !== "signed" && signed) props.onRemove();
    onChange({ how });
  };
  return (
    <div class="question stack" data-signer={signer.id}>
      <p class="strong">{title}</p>
      <Field label={text("entrustment.name")} value={filling.name} max={40} onInput={(name) => onChange({ name })} />
      <Choice
        label={title}
        options={hows.map((value) => ({ value, word: text(`entrustment.how_${value}`) }))}
        chosen={[filling.how]}
        onChoose={choose}
      />
      {signed && (
        <ul class="plain-list">
          <Thumb of={signed} onRemove={props.onRemove} />
        </ul>
      )}
      {filling.how === "signed" && !signed && (
        <button type="button" class="btn wide" onClick={() => setSigning(true)}>
          {text("entrustment.sign_now")}
        </button>
      )}
      {(filling.how === "later" || filling.how === "excused") && (
        <Field
          label={text(`entrustment.note_${filling.how}`)}
          value={filling.note}
          max={200}
          onInput={(note) => onChange({ note })}
        />
      )}
      {signing && (
        <SignPage
          people={[]}
          by={filling.name}
          unfinished={{ strokes: strokes ?? [], onStroke: props.onStroke }}
          onCancel={() => {
            setSigning(false);
            props.onCancel();
          }}
          onDone={(blob, who) => {
            setSigning(false);
            props.onSigned(blob, who);
          }}
        />
      )}
    </div>
  );
}
