/** @jsxImportSource preact */
import { useEffect, useRef, useState } from "preact/hooks";
import { Choice } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import { type Unfinished, usePen } from "./usePen.ts";
import { text } from "../language/text.ts";

interface SignPageProps {
  /** Who may be asked to sign, as they are called. */
  readonly people: readonly string[];
  /** Who signs, where it is known. */
  readonly by?: string;
  readonly unfinished?: Unfinished;
  readonly onDone: (signature: Blob, who: string) => void;
  readonly onCancel: () => void;
}

const blobOf = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/png"));

/** A sheet over the whole screen to sign on with a finger. */
export function SignPage({ people, by = "", unfinished, onDone, onCancel }: SignPageProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const sheetRef = useRef<HTMLDialogElement>(null);
  const { written, clear } = usePen(canvasRef, unfinished);
  const [who, setWho] = useState(by);
  useEffect(() => sheetRef.current?.showModal(), []);
  const finish = async (): Promise<void> => {
    const blob = canvasRef.current && (await blobOf(canvasRef.current));
    if (blob) onDone(blob, who.trim());
  };
  return (
    <dialog ref={sheetRef} class="sheet stack" aria-labelledby="sign-title" onCancel={onCancel}>
      <h2 id="sign-title">{text("sign.title")}</h2>
      <canvas ref={canvasRef} class="pad" width={720} height={400} aria-label={text("sign.pad")} />
      {people.length > 0 && (
        <Choice
          label={text("sign.who")}
          options={people.map((value) => ({ value, word: value }))}
          chosen={[who]}
          onChoose={setWho}
        />
      )}
      <Field label={text("sign.name")} value={who} max={40} onInput={setWho} />
      <div class="row">
        <button type="button" class="btn grow" onClick={clear} disabled={!written}>
          {text("sign.again")}
        </button>
        <button type="button" class="btn grow" onClick={onCancel}>
          {text("sign.cancel")}
        </button>
      </div>
      <button
        type="button"
        class="btn main wide"
        disabled={!written || who.trim() === ""}
        onClick={() => void finish()}
      >
        {text("sign.done")}
      </button>
    </dialog>
  );
}
