/** @jsxImportSource preact */
import { wishes } from "#capabilities/entrustment/words.ts";
import type { Entrustment } from "#capabilities/policy/words.ts";
import { useState } from "preact/hooks";
import { freshId, type Receipt } from "../command.ts";
import { text, word } from "../language/text.ts";
import { Choice } from "../parts/Choice.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { ReadAloud } from "../parts/ReadAloud.tsx";
import type { ChildFile } from "../registry/file.ts";
import { useSession } from "../session.ts";
import { write } from "../sync/database.ts";
import { fileGone, keepFile } from "../sync/files.ts";
import { useSending } from "../useSending.ts";
import { excludedBy, type Filling, fillingOf, messageOf, obstacle } from "./filling.ts";
import { readAloudLines } from "./readAloud.ts";
import { SignerCard } from "./SignerCard.tsx";
import { useAgreement } from "./useAgreement.ts";

interface FormProps {
  readonly file: ChildFile;
  readonly entrustment: Entrustment;
  readonly form: string;
  /** Another one stands, in whose place this one goes. */
  readonly replaces: boolean;
  readonly stored: (receipt: Receipt) => void;
}

type Change = (next: (now: Filling) => Filling) => void;
interface PartProps {
  readonly entrustment: Entrustment;
  readonly filling: Filling;
  readonly change: Change;
}

const yesNo = () => [
  { value: "yes", word: text("question.yes") },
  { value: "no", word: text("question.no") },
];

function CarerCard({ entrustment, filling, change }: PartProps) {
  const excluded = excludedBy(entrustment, filling);
  const put = (part: Partial<Filling["carer"]>): void => change((now) => ({ ...now, carer: { ...now.carer, ...part } }));
  return (
    <section class="card" data-group="carer">
      <h2>{text("entrustment.carer")}</h2>
      <Field label={text("entrustment.name")} value={filling.carer.name} max={40} onInput={(name) => change((now) => withCarer(now, name))} />
      <Field label={text("entrustment.relation")} value={filling.carer.relation} max={40} onInput={(relation) => put({ relation })} />
      <Field label={text("entrustment.phone")} value={filling.carer.phone} type="tel" max={30} onInput={(phone) => put({ phone })} />
      <p class="soft">{text("entrustment.ask_hint")}</p>
      {entrustment.questions.map(({ id, title }) => (
        <div key={id} class="question" data-question={id}>
          <p>{word(title)}</p>
          <Choice
            label={word(title)}
            options={yesNo()}
            chosen={[filling.answers[id] ?? ""]}
            onChoose={(value) => change((now) => ({ ...now, answers: { ...now.answers, [id]: value as "yes" | "no" } }))}
          />
        </div>
      ))}
      {excluded && (
        <p class="note bad" role="alert">
          {text("entrustment.excluded", { clause: excluded.clause })}
        </p>
      )}
    </section>
  );
} // prettier-ignore

/** The carer signs under the name that the agreement gives them. */
const withCarer = (now: Filling, name: string): Filling => {
  const { carer } = now.signers;
  return { ...now, carer: { ...now.carer, name }, ...(carer && { signers: { ...now.signers, carer: { ...carer, name } } }) };
}; // prettier-ignore

function WishCard({ filling, change }: PartProps) {
  const options = (Object.keys(wishes) as (keyof typeof wishes)[]).map((value) => ({
    value,
    word: text(`entrustment.wish_${value}`),
  }));
  return (
    <section class="card" data-group="wish">
      <h2>{text("entrustment.wish")}</h2>
      <p class="soft">{text("entrustment.wish_hint")}</p>
      <Choice
        label={text("entrustment.wish")}
        options={options}
        chosen={[filling.heard]}
        onChoose={(value) => change((now) => ({ ...now, heard: value as Filling["heard"] }))}
      />
      <Field
        label={text("entrustment.wish_words")}
        value={filling.words}
        lines
        max={300}
        onInput={(words) => change((now) => ({ ...now, words }))}
      />
    </section>
  );
}

function TermCard({ filling, change }: PartProps) {
  const put = (part: Partial<Filling>): void => change((now) => ({ ...now, ...part }));
  const { emergency } = filling;
  return (
    <section class="card" data-group="term">
      <h2>{text("entrustment.term")}</h2>
      <Field label={text("entrustment.from")} value={filling.from} type="date" onInput={(from) => put({ from })} />
      <Field label={text("entrustment.until")} value={filling.until} type="date" onInput={(until) => put({ until })} />
      <div class="question">
        <p>{text("entrustment.school")}</p>
        <Choice
          label={text("entrustment.school")}
          options={yesNo()}
          chosen={[filling.schoolTold]}
          onChoose={(value) => put({ schoolTold: value as "yes" | "no" })}
        />
      </div>
      <Field
        label={text("entrustment.emergency")}
        value={emergency.name}
        max={40}
        onInput={(name) => put({ emergency: { ...emergency, name } })}
      />
      <Field
        label={text("entrustment.emergency_phone")}
        value={emergency.phone}
        type="tel"
        max={30}
        onInput={(phone) => put({ emergency: { ...emergency, phone } })}
      />
    </section>
  );
}

function WordsCard({ file, entrustment, filling }: PartProps & { file: ChildFile }) {
  return (
    <section class="card" data-group="words">
      <h2>{text("entrustment.words")}</h2>
      <p class="soft">{text("entrustment.words_hint")}</p>
      <ReadAloud lines={readAloudLines(file, entrustment, filling)} />
      {(["entruster", "carer", "witness"] as const).map((by) => (
        <div key={by}>
          <p class="strong">{text(`entrustment.by_${by}`)}</p>
          <ol class="steps">
            {entrustment.undertakings
              .filter((one) => one.by === by)
              .map((one) => (
                <li key={one.id}>{one.text}</li>
              ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

/** The four signatures; each is on the disk before the next one begins. */
function SignersCard({ entrustment, filling, change }: PartProps) {
  const [fault, setFault] = useState<string>();
  const put = (id: string, part: object, more: Partial<Filling> = {}): void =>
    change((now) => {
      const one = now.signers[id] ?? { name: "", how: "", note: "" };
      return { ...now, ...more, signers: { ...now.signers, [id]: { ...one, ...part } } };
    });
  const without = (now: Filling): Filling => {
    const { unfinished: _left, ...rest } = now;
    return rest;
  };
  const sign = async (signer: string, blob: Blob, who: string): Promise<void> => {
    const id = freshId();
    try {
      const kept = await keepFile(id, await blob.arrayBuffer());
      setFault(undefined);
      change((now) => {
        const { name: _name, ...one } = now.signers[signer] ?? { note: "" };
        return {
          ...without(now),
          signers: { ...now.signers, [signer]: { ...one, name: who, how: "signed", file: id } },
          attachments: [...now.attachments, { id, kind: "signature", note: who, file: kept }],
        };
      });
    } catch {
      setFault(text("keep.not_stored", { why: text("keep.full") }));
    }
  };
  const remove = (signer: string): void => {
    const gone = filling.signers[signer]?.file;
    change((now) => {
      const { file: _file, ...one } = now.signers[signer] ?? { name: "", note: "" };
      const attachments = now.attachments.filter(({ id }) => id !== gone);
      return { ...now, attachments, signers: { ...now.signers, [signer]: { ...one, how: "" } } };
    });
    if (gone !== undefined) void write([fileGone(gone)]).catch(() => undefined); // else it goes when the program opens next
  };
  return (
    <section class="card" data-group="signers">
      <h2>{text("entrustment.signers")}</h2>
      <Fault said={fault} />
      {entrustment.signers.map((signer) => {
        const one = filling.signers[signer.id] ?? { name: "", how: "" as const, note: "" };
        return (
          <SignerCard
            key={signer.id}
            signer={signer}
            filling={one}
            signed={filling.attachments.find(({ id }) => id === one.file)}
            strokes={filling.unfinished?.signer === signer.id ? filling.unfinished.strokes : undefined}
            onChange={(part) => put(signer.id, part)}
            onStroke={(strokes) => change((now) => ({ ...now, unfinished: { signer: signer.id, strokes } }))}
            onSigned={(blob, who) => void sign(signer.id, blob, who)}
            onRemove={() => remove(signer.id)}
            onCancel={() => change(without)}
          />
        );
      })}
    </section>
  );
}

/** The whole agreement on one page, kept at each field, each stroke and each signature. */
export function AgreementForm({ file, entrustment, form, replaces, stored }: FormProps) {
  const { me } = useSession();
  const [empty] = useState(() => fillingOf(file, entrustment, me.name));
  const { filling, change, memory, drop } = useAgreement(me.personId, file.childId, empty);
  const [asked, setAsked] = useState(false);
  const sending = useSending((receipt) => {
    drop();
    stored(receipt);
  }, memory);
  const blocked = obstacle(entrustment, filling, replaces);
  // at the end of the page and not over it: a foot with a sentence would cover the last signature
  const save = (): void => {
    setAsked(true);
    if (sending.locked || blocked === undefined)
      sending.send(`/api/entrustment/children/${file.childId}/agreements`, messageOf(file, entrustment, form, filling));
  };
  const part = { entrustment, filling, change };
  const said = sending.fault ?? (asked ? blocked : undefined);
  return (
    <>
      <fieldset class="stack" disabled={sending.frozen}>
        {replaces && (
          <section class="card">
            <Field
              label={text("entrustment.reason")}
              value={filling.reason}
              max={300}
              onInput={(reason) => change((now) => ({ ...now, reason }))}
            />
          </section>
        )}
        <CarerCard {...part} />
        <WishCard {...part} />
        <TermCard {...part} />
        <WordsCard {...part} file={file} />
        <SignersCard {...part} />
      </fieldset>
      <Fault said={said} />
      <button type="button" class="btn main wide" disabled={sending.busy} onClick={save}>
        {text(sending.locked ? "visit.again" : "entrustment.save")}
      </button>
    </>
  );
}
