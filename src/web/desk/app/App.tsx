import { App as AntApp, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Me } from "#capabilities/account/words.ts";
import { SignIn } from "../account/SignIn.tsx";
import { Failed } from "../parts/states.tsx";
import { type Pack, PolicyContext } from "../policy/policy.ts";
import { call, type Refusal, refusalFrom, whenSignedOut } from "./api.ts";
import { Pages } from "./Pages.tsx";
import { SessionContext } from "./session.ts";
import { Shell } from "./Shell.tsx";
import { theme } from "./theme.ts";

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

function Entrance() {
  const [state, setState] = useState<State>("reading");
  const look = useCallback((): void => {
    setState("reading");
    void enter().then(setState);
  }, []);
  useEffect(() => {
    whenSignedOut(() => setState("out"));
    void enter().then(setState);
  }, []);
  const leave = useCallback((): void => {
    void call("DELETE", "/api/account/session")
      .catch(() => undefined)
      .then(() => setState("out"));
  }, []);
  const session = useMemo(
    () => (typeof state === "object" && "me" in state ? { me: state.me, leave } : undefined),
    [state, leave],
  );
  if (state === "reading") return <p className="opening">正在打开…</p>;
  if (state === "out") return <SignIn entered={look} />;
  if ("refusal" in state) return <Failed refusal={state.refusal} retry={look} />;
  return (
    <SessionContext value={session}>
      <PolicyContext value={state.pack}>
        <Shell>
          <Pages />
        </Shell>
      </PolicyContext>
    </SessionContext>
  );
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
