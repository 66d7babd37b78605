/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { TextSizeSwitch } from "../parts/TextSizeSwitch.tsx";
import { readAll } from "./database.ts";
import type { Row } from "./kept.ts";
import { PinField } from "./PinField.tsx";
import { useVaultHere } from "./vaultContext.ts";
import { type Lock, openVault, PIN_LENGTH, TRIES } from "./vault.ts";

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
        忘了密码？
      </button>
    );
  return (
    <section class="card">
      <h2>忘了密码，只能清空这部手机</h2>
      <p>清空以后用镇里给的二维码或登录名重新进入，本村的档案会再存下来。</p>
      {unsent > 0 && <p class="late">还没有送出的{unsent}条会一起清掉，找不回来。</p>}
      <button type="button" class="btn wide" onClick={() => void erase()}>
        清空这部手机
      </button>
      <button type="button" class="btn main wide" onClick={() => setAsked(false)}>
        不清空，再想想
      </button>
    </section>
  );
}

/** The first thing on a phone that keeps a village, also without any signal. */
export function LockPage({ lock }: { lock: Lock }) {
  const { unlocked, part } = useVaultHere();
  const [pin, setPin] = useState("");
  const [left, setLeft] = useState(TRIES - lock.wrong);
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [unsent, setUnsent] = useState(0);
  useEffect(() => void countUnsent().then(setUnsent, () => undefined), []);
  const isDestroyed = left === 0;
  useEffect(() => {
    const ask = (): void => void part(isDestroyed);
    ask(); // a phone that was taken out of use is emptied without its PIN
    addEventListener("online", ask);
    return () => removeEventListener("online", ask);
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
  const fault = !wrong && left > FEW ? undefined : `${wrong ? "密码不对。" : ""}还可以试${left}次`;
  return (
    <main class="page">
      <header class="top">
        <h1>童护 · 儿童主任</h1>
        <TextSizeSwitch />
      </header>
      {unsent > 0 && <p class="note">{unsent}条还没有送出，都好好地存在这部手机里。</p>}
      {left > 0 ? (
        <section class="card">
          <PinField label={`${lock.name}，请输入6位密码`} value={pin} fault={fault} onInput={type} />
          {busy && <p class="soft">正在打开…</p>}
        </section>
      ) : (
        <p class="note bad">
          密码错了{TRIES}
          次，这部手机上的内容已经打不开了。连上网就会清空，没有送出的会先交给服务器。请联系镇里重新绑定。
        </p>
      )}
      <Forgotten unsent={unsent} />
    </main>
  );
}
