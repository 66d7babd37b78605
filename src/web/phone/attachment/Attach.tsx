/** @jsxImportSource preact */
import type { AttachmentKind } from "#capabilities/attachment/words.ts";
import { useState } from "preact/hooks";
import { freshId } from "../command.ts";
import { Fault } from "../parts/Fault.tsx";
import { type ChildFile, phonesOf, textOf } from "../registry/file.ts";
import { write } from "../sync/database.ts";
import { fileGone, keepFile } from "../sync/files.ts";
import type { Attached } from "../sync/kept.ts";
import { shrunk } from "./shrunk.ts";
import { SignPage } from "./SignPage.tsx";
import { Thumb } from "./Thumb.tsx";
import { text } from "../language/text.ts";

interface AttachProps {
  readonly file: ChildFile;
  readonly attachments: readonly Attached[];
  /** Whether the policy takes such a thing. */
  readonly takes: (kind: AttachmentKind) => boolean;
  readonly onChange: (next: (now: readonly Attached[]) => readonly Attached[]) => void;
}

const MOST = 4;

/** Who stands at the door: those of the file who have a name. */
function signersOf(file: ChildFile): string[] {
  const named = ["guardian", "carer"].flatMap((key) => textOf(file, `${key}.name`) ?? []);
  return [...new Set([...named, ...phonesOf(file).map(({ name }) => name)])].filter((name) => name !== "").slice(0, 4);
}

/** Photos and signatures, where the phone keeps its village: kept at once. */
export function Attach({ file, attachments, takes, onChange }: AttachProps) {
  const [fault, setFault] = useState<string>();
  const [signing, setSigning] = useState(false);
  const add = async (kind: AttachmentKind, blob: Blob, note: string): Promise<void> => {
    const id = freshId();
    try {
      const kept = await keepFile(id, await blob.arrayBuffer());
      setFault(undefined);
      onChange((now) => [...now, { id, kind, note, file: kept }]);
    } catch {
      setFault(text("keep.not_stored", { why: text("keep.full") }));
    }
  };
  const take = async (input: HTMLInputElement): Promise<void> => {
    const photo = input.files?.[0];
    input.value = "";
    if (!photo) return;
    const small = await shrunk(photo).catch(() => undefined);
    if (small) await add("photo", small, "");
    else setFault(text("attached.broken"));
  };
  const remove = (id: string): void => {
    onChange((now) => now.filter((one) => one.id !== id));
    void write([fileGone(id)]).catch(() => undefined); // what stays behind goes when the program is opened next
  };
  return (
    <>
      <ul class="plain-list stack">
        {attachments.map((one) => (
          <Thumb key={one.id} of={one} onRemove={() => remove(one.id)} />
        ))}
      </ul>
      <Fault said={fault} />
      {attachments.length < MOST && (
        <div class="row">
          {takes("photo") && (
            <label class="btn grow file-button">
              {text("attached.take")}
              <input
                type="file"
                accept="image/*"
                capture="environment"
                onChange={(event) => void take(event.currentTarget)}
              />
            </label>
          )}
          {takes("signature") && (
            <button type="button" class="btn grow" onClick={() => setSigning(true)}>
              {text("attached.sign")}
            </button>
          )}
        </div>
      )}
      {signing && (
        <SignPage
          people={signersOf(file)}
          onCancel={() => setSigning(false)}
          onDone={(blob, who) => {
            setSigning(false);
            void add("signature", blob, who);
          }}
        />
      )}
    </>
  );
}
