/** @jsxImportSource preact */
import { type Agreement, stageOn } from "#capabilities/entrustment/decide.ts";
import { endings } from "#capabilities/entrustment/words.ts";
import { useState } from "preact/hooks";
import { SignPage } from "../attachment/SignPage.tsx";
import { freshId } from "../command.ts";
import { dayText } from "../days.ts";
import { text, word } from "../language/text.ts";
import { Choice } from "../parts/Choice.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import type { ChildFile } from "../registry/file.ts";
import { keepFile } from "../sync/files.ts";
import { useBegun, useDraft } from "../useDraft.ts";
import { useSending } from "../useSending.ts";

const pathOf = ({ childId }: ChildFile, of: string): string => `/api/entrustment/children/${childId}/${of}`;

const draftOf = ({ childId }: ChildFile, of: string): string => `entrustment.${of}.${childId}`;

/** A signature that was outstanding. */
function SignLater({ file, signer }: { file: ChildFile; signer: Agreement["signers"][number] }) {
  const [signing, setSigning] = useState(false);
  const [fault, setFault] = useState<string>();
  const sending = useSending(() => setSigning(false));
  const done = async (blob: Blob, name: string): Promise<void> => {
    setSigning(false);
    const id = freshId();
    try {
      const kept = await keepFile(id, await blob.arrayBuffer());
      const attachments = [{ id, kind: "signature", note: name, file: kept }];
      sending.send(pathOf(file, "signatures"), { signer: signer.id, name, file: id, attachments });
    } catch {
      setFault(text("keep.not_stored", { why: text("keep.full") }));
    }
  };
  return (
    <>
      <Fault said={sending.fault ?? fault} />
      <button type="button" class="btn" disabled={sending.busy} onClick={() => setSigning(true)}>
        {text("entrustment.sign_now")}
      </button>
      {signing && (
        <SignPage
          people={[]}
          by={signer.name}
          onCancel={() => setSigning(false)}
          onDone={(blob, who) => void done(blob, who)}
        />
      )}
    </>
  );
}

/** A short form with one word of reason: a carer in doubt, or kept after all. */
function NoteForm({ file, of, label, send }: { file: ChildFile; of: string; label: string; send: string }) {
  const { held, put, drop } = useDraft(draftOf(file, of), { note: "" });
  const { note } = held;
  const sending = useSending(drop);
  const submit = (event: Event): void => {
    event.preventDefault();
    sending.send(pathOf(file, of), { note: note.trim() });
  };
  return (
    <form class="stack" onSubmit={submit} data-form={of}>
      <Field label={label} value={note} lines max={300} onInput={(typed) => put({ note: typed })} />
      <Fault said={sending.fault} />
      <button type="submit" class="btn" disabled={sending.busy || note.trim().length < 2}>
        {send}
      </button>
    </form>
  );
}

function EndForm({ file }: { file: ChildFile }) {
  const { held, put, drop } = useDraft(draftOf(file, "end"), { ending: "", note: "" });
  const { ending, note } = held;
  const sending = useSending(drop);
  const offered = Object.keys(endings).filter((one) => one !== "replaced") as (keyof typeof endings)[];
  return (
    <form
      class="stack"
      data-form="end"
      onSubmit={(event) => {
        event.preventDefault();
        sending.send(pathOf(file, "end"), { ending, note: note.trim() });
      }}
    >
      <Choice
        label={text("entrustment.end")}
        options={offered.map((value) => ({ value, word: word(endings[value]) }))}
        chosen={[ending]}
        onChoose={(one) => put({ ending: one })}
      />
      <Field label={text("entrustment.end_note")} value={note} max={300} onInput={(typed) => put({ note: typed })} />
      <Fault said={sending.fault} />
      <button type="submit" class="btn" disabled={sending.busy || ending === ""}>
        {text("entrustment.end")}
      </button>
    </form>
  );
}

/** The agreement that stands, its signatures, and what may become of it. */
export function AgreementView({ file, held, again }: { file: ChildFile; held: Agreement; again: () => void }) {
  const stage = stageOn(held, file.day);
  const isEnding = useBegun(draftOf(file, "end"));
  return (
    <>
      <section class="card" data-stage={stage}>
        <h2>{text(`entrustment.stage_${stage}`, { day: dayText(held.until, file.day) })}</h2>
        <p>
          {text("entrustment.carer")} <b>{held.carer.name}</b> {word(held.carer.relation)}
        </p>
        {held.signers.map((signer) => (
          <div key={signer.id} class="question" data-signer={signer.id}>
            <p>
              {word(signer.title)} <b>{signer.name}</b>
            </p>
            <p class="soft">
              {text(`entrustment.state_${signer.how}`)} {signer.note}
            </p>
            {signer.how === "later" && <SignLater file={file} signer={signer} />}
          </div>
        ))}
        <button type="button" class="btn wide" onClick={again}>
          {text("entrustment.another")}
        </button>
      </section>
      <details class="card" open={isEnding}>
        <summary>{text("entrustment.end")}</summary>
        <EndForm file={file} />
      </details>
    </>
  );
}

/** 照护人不能胜任: said by whoever finds it, or by the file itself; then the parents are told, and another is chosen. */
export function DoubtCard({ file }: { file: ChildFile }) {
  const doubt = file.entrustment?.doubt;
  const isBegun = useBegun(draftOf(file, "doubts"));
  return (
    <section class="card" data-group="doubt">
      <h2>{text("entrustment.unable")}</h2>
      {doubt ? (
        <>
          <p class="note bad">{text("entrustment.doubt", { why: doubt.why })}</p>
          <p>{text("entrustment.doubt_next")}</p>
          <NoteForm file={file} of="keep" label={text("entrustment.keep_how")} send={text("entrustment.command_keep")} />
        </>
      ) : (
        <details open={isBegun}>
          <summary>{text("entrustment.unable_hint")}</summary>
          <NoteForm file={file} of="doubts" label={text("entrustment.unable_why")} send={text("entrustment.unable_send")} />
        </details>
      )}
    </section>
  );
} // prettier-ignore
