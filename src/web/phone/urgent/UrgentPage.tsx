/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { freshId } from "../command.ts";
import { CallPolice } from "../concern/CallPolice.tsx";
import { text } from "../language/text.ts";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { Top } from "../parts/Page.tsx";
import { boxOf } from "../sync/box.ts";
import { type Known, known, learnKnown, type Place } from "./known.ts";
import { sendNow } from "./sending.ts";
import { keepUrgent } from "./store.ts";
import { UrgentList } from "./UrgentList.tsx";
import { UrgentWhere } from "./UrgentPlace.tsx";

const blank = { situation: "", note: "", name: "", place: "", who: "", phone: "" };

/** Where this phone worked last. */
const placeOf = (policy: Known | undefined): Place | null =>
  policy?.area ? { code: policy.area, name: policy.place ?? text("urgent.coded", { code: policy.area }) } : null;

/** Sixteen digits that only whoever reports knows: with the receipt's number they show what became of it. */
const newSecret = (): string =>
  [...crypto.getRandomValues(new Uint32Array(16))].map((drawn) => String(drawn % 10)).join("");
const inFours = (digits: string): string => digits.replace(/(\d{4})(?=\d)/g, "$1 ");

/**
 * 强制报告 without anybody signed in: a phone without a village, locked, erased or handed away, with or without signal.
 * What is written is sealed for the server alone as soon as it is told, and is not kept on this page.
 */
export function UrgentPage() {
  const [policy, setPolicy] = useState(known);
  const [said, setSaid] = useState(blank);
  const [secret, setSecret] = useState<string>();
  const [fault, setFault] = useState<string>();
  const [chosen, setChosen] = useState<Place | null>();
  useEffect(() => void learnKnown(undefined).then(setPolicy), []);
  const place = chosen === undefined ? placeOf(policy) : chosen;
  const write = (part: keyof typeof blank) => (value: string) => setSaid((now) => ({ ...now, [part]: value }));
  const report = async (): Promise<void> => {
    if (!policy) return;
    const [id, drawn] = [freshId(), newSecret()];
    const { who, phone, ...words } = said;
    const teller = who.trim() === "" && phone.trim() === "" ? undefined : { name: who, phone, unit: "" };
    const at = new Date().toISOString();
    try {
      const box = await boxOf(
        policy.key,
        id,
        JSON.stringify({ ...words, secret: drawn, at, ...(teller && { teller }) }),
      );
      await keepUrgent({ id, area: place?.code ?? null, ...(place && { place: place.name }), box, at });
    } catch {
      return setFault(text("keep.not_stored", { why: text("keep.full") }));
    }
    setFault(undefined);
    setSaid(blank);
    setSecret(drawn);
    scrollTo(0, 0);
    await sendNow().catch(() => undefined);
  };
  const mayKeep = policy !== undefined && globalThis.crypto?.subtle !== undefined;
  const isEmpty = said.situation === "" && said.note.trim() === "";
  return (
    <main class="page">
      <Top title={text("concern.title")} back={{ page: "today" }} />
      <CallPolice />
      {secret !== undefined && (
        <section class="card" data-group="urgent-kept">
          <output class="name">{text("urgent.kept")}</output>
          <p>{text("urgent.secret", { secret: inFours(secret) })}</p>
        </section>
      )}
      <UrgentList />
      {mayKeep ? (
        <section class="stack" data-group="urgent">
          <p class="soft">{text("urgent.hint")}</p>
          <UrgentWhere place={place} onChange={setChosen} />
          {policy.situations.map(({ id, title, clause }) => (
            <button
              key={id}
              type="button"
              class={`btn wide situation${said.situation === id ? " on" : ""}`}
              aria-pressed={said.situation === id}
              title={clause}
              onClick={() => write("situation")(said.situation === id ? "" : id)}
            >
              {title}
            </button>
          ))}
          <Field label={text("concern.note")} value={said.note} lines max={1000} onInput={write("note")} />
          <Field label={text("concern.name")} value={said.name} max={40} onInput={write("name")} />
          <Field label={text("concern.place")} value={said.place} max={200} onInput={write("place")} />
          <Field label={text("urgent.who")} value={said.who} max={40} onInput={write("who")} />
          <Field label={text("urgent.phone")} value={said.phone} max={30} onInput={write("phone")} />
          <Fault said={fault} />
          <button type="button" class="btn main wide" disabled={isEmpty} onClick={() => void report()}>
            {text("urgent.report")}
          </button>
        </section>
      ) : (
        <p class="note bad" data-group="urgent-none">
          {text("urgent.no_key")}
        </p>
      )}
    </main>
  );
}
