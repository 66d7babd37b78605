/** @jsxImportSource preact */
import { type Asks, type EvidenceKind, evidenceKinds } from "#kernel/evidence.ts";
import { Attach } from "../attachment/Attach.tsx";
import { listed, recorded, text } from "../language/text.ts";
import { Choice } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import type { ChildFile } from "../registry/file.ts";
import { useKeepHere } from "../sync/vaultContext.ts";
import { lackingIn, untakenIn } from "./asks.ts";
import type { Filling } from "./filling.ts";
import { PlaceLine } from "./PlaceLine.tsx";

const nameOf = (kind: EvidenceKind): string => text(`attached.${kind}`);
const namesOf = (kinds: readonly EvidenceKind[]): string => listed(kinds.map(nameOf));

const whys = ["evidence.unwilling", "evidence.unable", "evidence.away"] as const;

/** A visit that was made counts: one tap says why something is not there. */
function WhyNot({ kind, why, onChange }: { kind: EvidenceKind; why: string; onChange: (why: string) => void }) {
  const options = whys.map((key) => ({ value: recorded(key), word: text(key) }));
  const own = options.some(({ value }) => value === why) ? "" : why;
  const label = text("evidence.why", { what: nameOf(kind) });
  return (
    <div class="stack" data-lacking={kind}>
      <p class="strong">{label}</p>
      <Choice label={label} options={options} chosen={[why]} onChoose={onChange} />
      <Field label={text("evidence.other_why", { what: nameOf(kind) })} value={own} max={60} onInput={onChange} />
    </div>
  );
}

interface EvidenceCardProps {
  readonly file: ChildFile;
  readonly filling: Filling;
  readonly asks: Asks;
  readonly onChange: (next: (filling: Filling) => Filling) => void;
}

/** Photos, signatures and the place, as this policy asks for them: nothing of what it does not want is shown. */
export function EvidenceCard({ file, filling, asks, onChange }: EvidenceCardProps) {
  const keeps = useKeepHere() !== undefined;
  const { attachments = [] } = filling;
  const required = evidenceKinds.filter((kind) => asks[kind] === "required");
  const untaken = untakenIn(filling, asks);
  const offered = evidenceKinds.filter((kind) => asks[kind] !== "off" && (keeps || kind === "place"));
  if (offered.length + required.length + untaken.length === 0) return null;
  return (
    <section class="card" data-group="attachments">
      <h2>{namesOf(evidenceKinds.filter((kind) => [...offered, ...required, ...untaken].includes(kind)))}</h2>
      {required.length > 0 && <p class="strong">{text("evidence.asked", { what: namesOf(required) })}</p>}
      {required.length === 0 && offered.length > 0 && <p class="soft">{text("attached.hint")}</p>}
      {untaken.length > 0 && <p class="note">{text("evidence.untaken", { what: namesOf(untaken) })}</p>}
      {keeps && (
        <Attach
          file={file}
          attachments={attachments}
          takes={(kind) => asks[kind] !== "off"}
          onChange={(next) => onChange((now) => ({ ...now, attachments: next(now.attachments ?? []) }))}
        />
      )}
      {asks.place !== "off" && (
        <PlaceLine place={filling.place} onChange={(place) => onChange((now) => ({ ...now, place }))} />
      )}
      {lackingIn(filling, asks).map((kind) => (
        <WhyNot
          key={kind}
          kind={kind}
          why={filling.lacking?.[kind] ?? ""}
          onChange={(why) => onChange((now) => ({ ...now, lacking: { ...now.lacking, [kind]: why } }))}
        />
      ))}
    </section>
  );
}
