/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { openFile } from "../sync/files.ts";
import type { Attached } from "../sync/kept.ts";
import { text } from "../language/text.ts";

/** A picture that lies sealed on this phone, opened for as long as it is looked at. */
export function Thumb({ of, onRemove }: { of: Attached; onRemove: () => void }) {
  const { id, kind, note, file } = of;
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let gone = false;
    const show = async (): Promise<void> => {
      const bytes = await openFile(id, file).catch(() => undefined);
      if (!bytes || gone) return;
      made = URL.createObjectURL(new Blob([bytes]));
      setAddress(made);
    };
    void show();
    return () => {
      gone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [id, file]);
  const what = text(`attached.${kind}`);
  const word = note === "" ? what : text("join.pair", { left: what, right: note });
  return (
    <li class="thumb" data-attached={kind}>
      {address === undefined ? <span class="thumb-picture" /> : <img class="thumb-picture" src={address} alt={word} />}
      <span class="grow">{word}</span>
      <button type="button" class="btn" aria-label={text("attached.remove_what", { what: word })} onClick={onRemove}>
        {text("attached.remove")}
      </button>
    </li>
  );
}
