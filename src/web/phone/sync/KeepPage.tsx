/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { Me } from "#capabilities/account/words.ts";
import { hashOf } from "../hash.ts";
import { Top } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { PinField } from "./PinField.tsx";
import { useVaultHere } from "./vaultContext.ts";
import { canKeep, PIN_LENGTH } from "./vault.ts";

/** Digits of a village's code. */
const VILLAGE = 12;

/** Who may keep a village on this phone: its director, on a phone that the supervisor knows of, or among made-up people. */
export const mayKeep = (me: Me): boolean =>
  canKeep() && me.post === "director" && me.area.length === VILLAGE && (me.device !== null || me.synthetic);

/** 111111 and 123456 are what a finder tries first. */
const isPlain = (pin: string): boolean =>
  /^(\d)\1+$/.test(pin) || "01234567890".includes(pin) || "09876543210".includes(pin);

function faultOf(pin: string, again: string): string | undefined {
  if (pin.length === PIN_LENGTH && isPlain(pin)) return "太好猜了，请换一个。";
  return again.length === PIN_LENGTH && again !== pin ? "两次输入的不一样。" : undefined;
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
      <h2>设一个6位密码</h2>
      <p>以后打开时输入它。手机丢了，捡到的人看不到孩子的资料。</p>
      <PinField label="6位数字" value={pin} onInput={setPin} />
      <PinField label="再输入一次" value={again} fault={fault} onInput={setAgain} />
      {failed && (
        <p class="fault" role="alert">
          手机没有存下，请看看是不是存满了。
        </p>
      )}
      <button type="submit" class="btn main wide" disabled={busy || again.length !== PIN_LENGTH || fault !== undefined}>
        {busy ? "正在存…" : "存到手机"}
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
      <Top title="没有信号也能用" back={{ page: "today" }} />
      <p>本村的档案存在这部手机里。没有信号时照样走访、登记，有了信号自动送出。</p>
      {state.kind === "open" && <p class="note good">已经存在这部手机里了。</p>}
      {state.kind === "none" && mayKeep(me) && <ChoosePin />}
      {state.kind === "none" && !mayKeep(me) && <p class="note">要先请镇里的督导员出示二维码，绑定这部手机。</p>}
    </main>
  );
}
