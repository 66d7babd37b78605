import { App as AntApp, Button, ConfigProvider, Modal } from "antd";
import zhCN from "antd/locale/zh_CN";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Me } from "#capabilities/account/words.ts";
import { SignIn, WaysIn } from "../account/SignIn.tsx";
import { Failed } from "../parts/states.tsx";
import { type Pack, PolicyContext } from "../policy/policy.ts";
import { call, type Refusal, refusalFrom, renewBy } from "./api.ts";
import { Pages } from "./Pages.tsx";
import { SessionContext } from "./session.ts";
import { Shell } from "./Shell.tsx";
import { theme } from "./theme.ts";
import { useRenewal } from "./useRenewal.ts";

interface Entered {
  readonly me: Me;
  readonly pack: Pack;
}

type State = "reading" | "out" | Entered | { readonly refusal: Refusal };

async function enter(): Promise<State> {
  try {
    const me = await call<Me>("GET", "/api/account/me");
    return { me, pack: await call<Pack>("GET", "/api/policy/current") };
  } catch (thrown) {
    const refusal = refusalFrom(thrown);
    return refusal.code === "account.not_signed_in" ? "out" : { refusal };
  }
}

/** The session has ended: the page stays behind, with all that was typed, and nobody reads it through the veil. */
function Again({
  open,
  name,
  entered,
  leave,
}: {
  readonly open: boolean;
  readonly name: string;
  readonly entered: () => Promise<void>;
  readonly leave: () => void;
}) {
  return (
    <Modal
      open={open}
      title="登录已过期，请重新登录"
      width={720}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      rootClassName="veiled"
      destroyOnHidden
      footer={<Button onClick={leave}>不再继续，退出</Button>}
    >
      <p className="said">{name}重新登录后，刚才填写的内容都还在，没有送出的会接着送出。换别人登录，则不保留。</p>
      <WaysIn entered={entered} />
    </Modal>
  );
}

function SignedIn({
  me,
  pack,
  look,
  leave,
}: Entered & { readonly look: (next: State) => void; readonly leave: () => void }) {
  const { ended, settle } = useRenewal(true);
  const session = useMemo(() => ({ me, leave }), [me, leave]);
  const entered = async (): Promise<void> => {
    const next = await enter();
    if (typeof next === "object" && "refusal" in next) throw next.refusal;
    const same = typeof next === "object" && next.me.personId === me.personId && next.me.area === me.area;
    settle(same);
    if (!same) look(next);
  };
  return (
    <SessionContext value={session}>
      <PolicyContext value={pack}>
        <Shell>
          <Pages />
        </Shell>
        <Again
          open={ended}
          name={me.name}
          entered={entered}
          leave={() => {
            settle(false);
            leave();
          }}
        />
      </PolicyContext>
    </SessionContext>
  );
}

function Entrance() {
  const [state, setState] = useState<State>("reading");
  const look = useCallback((): void => {
    setState("reading");
    void enter().then(setState);
  }, []);
  useEffect(() => {
    void enter().then(setState);
  }, []);
  const leave = useCallback((): void => {
    renewBy(undefined); // who leaves is not asked to come in again
    void call("DELETE", "/api/account/session")
      .catch(() => undefined)
      .then(() => setState("out"));
  }, []);
  if (state === "reading") return <p className="opening">正在打开…</p>;
  if (state === "out") return <SignIn entered={look} />;
  if ("refusal" in state) return <Failed refusal={state.refusal} retry={look} />;
  return <SignedIn key={`${state.me.personId} ${state.me.area}`} {...state} look={setState} leave={leave} />;
}

export function App() {
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp message={{ top: 64 }}>
        <Entrance />
      </AntApp>
    </ConfigProvider>
  );
}
