/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { LanguageChoice } from "../language/LanguageChoice.tsx";
import { CallPolice } from "../concern/CallPolice.tsx";
import { TextSizeSwitch } from "../parts/TextSizeSwitch.tsx";
import { readAll } from "./database.ts";
import type { Row } from "./kept.ts";
import { PinField } from "./PinField.tsx";
import { useVaultHere } from "./vaultContext.ts";
import { type Lock, openVault, PIN_LENGTH, TRIES } from "./vault.ts";
import { UrgentLink } from "../urgent/Urgent.tsx";
import { text } from "../language/text.ts";

const FEW = 5;

/** How many things wait behind the lock: how much, but not what, can be told without the PIN. */
async function countUnsent(): Promise<number> {
  const rows = await readAll("outbox");
  return [...rows.values()].filter((row) => (row as Row).state !== "arrived").length;
}

function Forgotten({ unsent }: { unsent: number }) {
  const { erase } = useVaultHere();
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <button type="button" class="btn wide quiet" onClick={() => setAsked(true)}>
        {text("lock.forgotten")}
      </button>
    );
  return (
    <section class="card">
      <h2>{text("lock.clear_title")}</h2>
      <p>{text("lock.clear_hint")}</p>
      {unsent > 0 && <p class="late">{text("lock.clear_lost", { n: unsent })}</p>}
      <button type="button" class="btn wide" onClick={() => void erase()}>
        {text("lock.clear")}
      </button>
      <button type="button" class="btn main wide" onClick={() => setAsked(false)}>
        {text("lock.not_clear")}
      </button>
    </section>
  );
}

const AGAIN_MS = 20_000;

/** The first thing on a phone that keeps a village, also without any signal. */
export function LockPage({ lock, lacks }: { lock: Lock; lacks: true | undefined }) {
  const { unlocked, part } = useVaultHere();
  const [pin, setPin] = useState("");
  const [left, setLeft] = useState(TRIES - lock.wrong);
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [unsent, setUnsent] = useState(0);
  useEffect(() => {
    setBusy(false); // it could not be opened with the right PIN either
    setPin("");
  }, [lock]);
  useEffect(() => void countUnsent().then(setUnsent, () => undefined), []);
  const isDestroyed = left === 0;
  useEffect(() => {
    const ask = (): void => void part(isDestroyed);
    ask(); // a phone that was taken out of use is emptied without its PIN
    addEventListener("online", ask);
    // a network that leads nowhere counts as "online", and says nothing when it leads somewhere again
    const again = setInterval(ask, AGAIN_MS);
    return () => {
      removeEventListener("online", ask);
      clearInterval(again);
    };
  }, [part, isDestroyed]);
  const open = async (typed: string): Promise<void> => {
    setBusy(true);
    const opening = await openVault(typed);
    if (opening.kind === "open") return unlocked(opening.key);
    setBusy(false);
    setPin("");
    setWrong(true);
    setLeft(opening.left);
  };
  const type = (typed: string): void => {
    setPin(typed);
    if (typed !== "") setWrong(false);
    if (typed.length === PIN_LENGTH) void open(typed);
  };
  const fault = !wrong && left > FEW ? undefined : text(wrong ? "lock.wrong" : "lock.left", { n: left });
  return (
    <main class="page">
      <header class="top">
        <h1>{text("app.title")}</h1>
        <TextSizeSwitch />
      </header>
      <CallPolice />
      <UrgentLink />
      {unsent > 0 && <p class="note">{text("lock.unsent", { n: unsent })}</p>}
      {left > 0 ? (
        <section class="card">
          <PinField label={text("lock.pin", { name: lock.name })} value={pin} fault={fault} onInput={type} />
          {lacks && !busy && (
            <p class="fault" role="alert">
              {text("lock.file_missing")}
            </p>
          )}
          {busy && <p class="soft">{text("page.opening")}</p>}
        </section>
      ) : (
        <p class="note bad">{text("lock.destroyed", { n: TRIES })}</p>
      )}
      <LanguageChoice />
      <Forgotten unsent={unsent} />
    </main>
  );
}
