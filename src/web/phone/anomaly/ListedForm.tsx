/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { UnregisteredShown } from "#capabilities/anomaly/words.ts";
import { hashOf } from "../hash.ts";
import { recorded, text } from "../language/text.ts";
import { Choice } from "../parts/Choice.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { type Registering, toRegister } from "../registry/registering.ts";
import { useSession } from "../session.ts";
import { useDraft } from "../useDraft.ts";
import { useSending } from "../useSending.ts";
import { ListedFile } from "./ListedFile.tsx";

interface Answering {
  readonly verdict: "" | "right" | "wrong" | "moved";
  readonly note: string;
}

const verdicts = ["right", "moved", "wrong"] as const;

/** What the list says of the child, for the registration: what the phone does not hold whole is asked there. */
const knownOf = (line: UnregisteredShown): Partial<Registering> => {
  const said = new Map(line.facts.map(({ key, value }) => [key, value]));
  const of = (key: string): string => (typeof said.get(key) === "string" ? String(said.get(key)) : "");
  return {
    name: line.name,
    hasNumber: said.has("idNumber") || of("birthDate") === "",
    idNumber: of("idNumber"),
    birthDate: of("birthDate"),
    sex: of("sex"),
    address: of("residence.address") || line.place,
    guardianName: of("guardian.name"),
    guardianRelation: of("guardian.relation"),
  };
};

/** What was found on the spot, and how: the child has a file by now, lives elsewhere, or the list is wrong. */
export function ListedForm({ line, done }: { line: UnregisteredShown; done: () => void }) {
  const { me } = useSession();
  const { held, put, drop } = useDraft<Answering>(`anomaly.listed.${line.id}`, { verdict: "", note: "" });
  const [asked, setAsked] = useState(false);
  const sending = useSending(() => {
    drop();
    done();
  });
  const { verdict, note } = held;
  const fault =
    verdict === "" ? "anomaly.want_verdict" : note.trim().length < 2 ? ("anomaly.want_how" as const) : undefined;
  const send = (childId?: string): void => {
    setAsked(true);
    if (!sending.locked && fault !== undefined) return;
    sending.send(`/api/anomaly/unregistered/${line.id}/verify`, {
      verdict,
      note: note.trim(),
      ...(childId !== undefined && { childId }),
    });
  };
  const register = (): void => {
    const words = note.trim().length < 2 ? recorded("anomaly.listed_registered") : note.trim();
    toRegister(me.personId, knownOf(line), { lineId: line.id, name: line.name, note: words });
    location.hash = hashOf({ page: "register" });
  };
  return (
    <div class="stack">
      <fieldset class="stack" disabled={sending.frozen}>
        <Choice
          label={text("anomaly.verdict")}
          options={verdicts.map((value) => ({ value, word: text(`anomaly.listed_${value}`) }))}
          chosen={[verdict]}
          onChoose={(value) => put({ verdict: value as Answering["verdict"] })}
        />
        <Field
          label={text("anomaly.how")}
          hint={text("anomaly.listed_how_hint")}
          value={note}
          lines
          max={300}
          onInput={(typed) => put({ note: typed })}
        />
      </fieldset>
      <Fault said={sending.fault ?? (asked && fault !== undefined ? text(fault) : undefined)} />
      {verdict === "right" ? (
        <ListedFile line={line} busy={sending.busy} choose={send} register={register} />
      ) : (
        <button type="button" class="btn main wide" disabled={sending.busy} onClick={() => send()}>
          {text(sending.locked ? "visit.again" : "visit.save")}
        </button>
      )}
    </div>
  );
}
