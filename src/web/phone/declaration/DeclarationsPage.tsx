/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { WaitingDeclaration, WaitingDeclarations } from "#capabilities/declaration/words.ts";
import { relations } from "#capabilities/registry/facts.ts";
import { dayOf } from "#kernel/day.ts";
import { dayText } from "../days.ts";
import { joined, text, word } from "../language/text.ts";
import { Field } from "../parts/Field.tsx";
import { Reading, Top } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import { useBegun, useDraft } from "../useDraft.ts";
import { useSending } from "../useSending.ts";
import { CallParent } from "./CallParent.tsx";
import { ChooseFile } from "./ChooseFile.tsx";

/** 待确认报备: whose child it is, from the village's own list; or back to the parent, with words. Works without signal. */
export function DeclarationsPage() {
  const read = useLoaded<WaitingDeclarations>("/api/declaration/waiting");
  const [done, setDone] = useState<string>();
  return (
    <main class="page">
      <Top title={text("declaration.title")} />
      {done !== undefined && (
        <p class="note" aria-live="polite">
          {done}
        </p>
      )}
      <Reading of={read}>
        {({ lines, count }) =>
          count === 0 ? (
            <p class="note">{text("declaration.none")}</p>
          ) : (
            <ul class="plain-list stack">
              {count > lines.length && <li class="note">{text("declaration.first", { n: lines.length, count })}</li>}
              {lines.map((one) => (
                <Declared
                  key={one.id}
                  one={one}
                  done={(said) => {
                    setDone(said);
                    if (read.state === "here") read.again();
                  }}
                />
              ))}
            </ul>
          )
        }
      </Reading>
    </main>
  );
}

interface DeclaredProps {
  readonly one: WaitingDeclaration;
  readonly done: (said: string) => void;
}

/** Who cares for the child, as far as it was said. */
const carerText = ({ carer: { name, relation, phone } }: WaitingDeclaration): string =>
  joined([name, word(relations[relation] ?? ""), phone].filter((part) => part !== ""));

const refusalOf = ({ id }: WaitingDeclaration): string => `refusal.${id}`;

function Declared({ one, done }: DeclaredProps) {
  const { me } = useSession();
  const [step, setStep] = useState<"choose" | "refuse" | undefined>(useBegun(refusalOf(one)) ? "refuse" : undefined);
  const { parent, child, who, since, place } = one;
  const toggle = (next: "choose" | "refuse") => () => setStep(step === next ? undefined : next);
  return (
    <li class="card stack" data-declaration={one.id}>
      <h2>{text("declaration.of", { name: child.name })}</h2>
      {child.birthDate !== null && <p class="soft">{text("declaration.born", { day: dayText(child.birthDate, me.today) })}</p>}
      <p>{text("declaration.who", { who, name: parent.name, phone: parent.phone })}</p>
      {parent.idNumber !== "" && <p class="soft">{text("declaration.number", { number: parent.idNumber })}</p>}
      <p>{text("declaration.since", { day: dayText(since, me.today), place })}</p>
      <p>{text("declaration.carer", { who: carerText(one) })}</p>
      <p class="soft">{text("declaration.declared", { day: dayText(dayOf(new Date(one.declaredAt)), me.today), number: one.number })}</p>
      <CallParent one={one} />
      <button type="button" class="btn main wide" aria-expanded={step === "choose"} onClick={toggle("choose")}>
        {text("declaration.choose")}
      </button>
      {step === "choose" && <ChooseFile one={one} done={() => done(text("declaration.confirmed", { name: child.name }))} />}
      <button type="button" class="btn wide" aria-expanded={step === "refuse"} onClick={toggle("refuse")}>
        {text("declaration.refuse")}
      </button>
      {step === "refuse" && <Refuse one={one} done={() => done(text("declaration.refused", { name: child.name }))} />}
    </li>
  );
} // prettier-ignore

function Refuse({ one, done }: { readonly one: WaitingDeclaration; readonly done: () => void }) {
  const { held, put, drop } = useDraft(refusalOf(one), { reason: "" });
  const { reason } = held;
  const sending = useSending(() => {
    drop();
    done();
  });
  const send = (event: Event): void => {
    event.preventDefault();
    sending.send("/api/declaration/refusals", { declarationId: one.id, reason: reason.trim() });
  };
  return (
    <form class="stack" onSubmit={send}>
      <Field
        label={text("declaration.reason")}
        value={reason}
        lines
        max={200}
        hint={text("declaration.reason_hint")}
        onInput={(typed) => put({ reason: typed })}
      />
      {sending.fault !== undefined && (
        <p class="fault" role="alert">
          {sending.fault}
        </p>
      )}
      <button type="submit" class="btn main wide" disabled={sending.busy || reason.trim().length < 4}>
        {text("declaration.refuse_send")}
      </button>
    </form>
  );
}
