/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { hashOf } from "../hash.ts";
import { Top } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { PinField } from "./PinField.tsx";
import { useVaultHere } from "./vaultContext.ts";
import { mayKeep } from "./mayKeep.ts";
import { PIN_LENGTH } from "./vault.ts";
import { text } from "../language/text.ts";

/** 111111 and 123456 are what a finder tries first. */
const isPlain = (pin: string): boolean =>
  /^(\d)\1+$/.test(pin) || "01234567890".includes(pin) || "09876543210".includes(pin);

function faultOf(pin: string, again: string): string | undefined {
  if (pin.length === PIN_LENGTH && isPlain(pin)) return text("pin.too_plain");
  return again.length === PIN_LENGTH && again !== pin ? text("pin.differs") : undefined;
}

function ChoosePin() {
  const session = useSession();
  const { make } = useVaultHere();
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const fault = faultOf(pin, again);
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await make(session, pin);
      location.replace(hashOf({ page: "today" }));
    } catch {
      setBusy(false);
      setFailed(true);
    }
  };
  return (
    <form class="card" onSubmit={(event) => void keep(event)}>
      <h2>{text("pin.title")}</h2>
      <p>{text("pin.hint")}</p>
      <PinField label={text("pin.label")} value={pin} onInput={setPin} />
      <PinField label={text("pin.again")} value={again} fault={fault} onInput={setAgain} />
      {failed && (
        <p class="fault" role="alert">
          {text("pin.failed")}
        </p>
      )}
      <button type="submit" class="btn main wide" disabled={busy || again.length !== PIN_LENGTH || fault !== undefined}>
        {text(busy ? "pin.keeping" : "pin.keep")}
      </button>
    </form>
  );
}

/** 没有信号也能用: the village on the phone, under a PIN. */
export function KeepPage() {
  const { me } = useSession();
  const { state } = useVaultHere();
  return (
    <main class="page">
      <Top title={text("keep.title")} back={{ page: "today" }} />
      <p>{text("keep.hint")}</p>
      {state.kind === "open" && <p class="note good">{text("keep.here")}</p>}
      {state.kind === "none" && mayKeep(me) && <ChoosePin />}
      {state.kind === "none" && !mayKeep(me) && <p class="note">{text("keep.not_linked")}</p>}
    </main>
  );
}
