import { App as AntApp, Button, ConfigProvider, Modal } from "antd";
import zhCN from "antd/locale/zh_CN";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { Me } from "#capabilities/account/words.ts";
import { SignIn } from "../account/SignIn.tsx";
import { WaysIn } from "../account/WaysIn.tsx";
import { Failed } from "../parts/states.tsx";
import { noPack, type Pack, PolicyContext } from "../policy/policy.ts";
import { showDark, useAppearance } from "./appearance.ts";
import { ask, type Refusal, refusalFrom, renewBy } from "./api.ts";
import { Pages } from "./Pages.tsx";
import { go, linkTo, usePlace } from "./route.ts";
import { SessionContext } from "./session.ts";
import { Shell } from "./Shell.tsx";
import { themeFor } from "./theme.ts";
import { useRenewal } from "./useRenewal.ts";

interface Entered {
  readonly me: Me;
  readonly pack: Pack;
}

type State = "reading" | "out" | { readonly half: Me } | Entered | { readonly refusal: Refusal };

/** Posts that work with no child need no policy. */
const packFor = (me: Me): Promise<Pack> =>
  me.permissions.includes("policy.read") ? ask<Pack>("GET", "/api/policy/current") : Promise.resolve(noPack);

async function enter(): Promise<State> {
  try {
    const me = await ask<Me>("GET", "/api/account/me");
    return me.needs.length > 0 ? { half: me } : { me, pack: await packFor(me) };
  } catch (thrown) {
    const refusal = refusalFrom(thrown);
    return refusal.code === "account.not_signed_in" ? "out" : { refusal };
  }
}

/** The post under which the page was opened, where the same person came in under another of theirs. */
async function backTo(me: Me, next: State): Promise<State> {
  const another = typeof next === "object" && "me" in next && next.me.personId === me.personId && next.me.postId !== me.postId; // prettier-ignore
  if (!another || me.postId === null || !next.me.posts.some((post) => post.postId === me.postId)) return next;
  await ask("POST", "/api/account/post", { postId: me.postId });
  return enter();
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
      <WaysIn again entered={entered} />
    </Modal>
  );
}

const standingOf = (me: Me): string => `${me.personId} ${me.postId ?? ""} ${me.area}`;

function SignedIn({
  me,
  pack,
  look,
  show,
  leave,
}: Entered & { readonly look: () => void; readonly show: (next: State) => void; readonly leave: () => void }) {
  const { ended, settle } = useRenewal(true);
  const session = useMemo(() => ({ me, leave, look }), [me, leave, look]);
  const entered = async (): Promise<void> => {
    const next = await backTo(me, await enter());
    if (typeof next === "object" && "refusal" in next) throw next.refusal;
    const same = typeof next === "object" && "me" in next && standingOf(next.me) === standingOf(me);
    settle(same);
    if (!same) show(next);
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
  const look = useCallback((): void => void enter().then(setState), []);
  useEffect(look, [look]);
  const entered = (): void => {
    setState("reading");
    look();
  };
  const leave = useCallback((): void => {
    renewBy(undefined); // who leaves is not asked to come in again
    const out = async (): Promise<void> => {
      await ask("DELETE", "/api/account/session").catch(() => undefined);
      setState("out");
      go(linkTo(""), true); // the next person begins at the beginning
    };
    void out();
  }, []);
  if (state === "reading") return <p className="opening">正在打开…</p>;
  if (state === "out") return <SignIn entered={entered} />;
  if ("half" in state) return <SignIn half={state.half} entered={entered} leave={leave} />;
  if ("refusal" in state) return <Failed refusal={state.refusal} retry={look} />;
  return <SignedIn key={standingOf(state.me)} {...state} look={look} show={setState} leave={leave} />;
}

/** A wall has nobody before it: it asks for no session, and is dark before it is drawn. */
const Wall = lazy(async () => {
  showDark();
  return { default: (await import("../display/Wall.tsx")).Wall };
});

export function App() {
  const onWall = usePlace().parts[0] === "wall";
  const appearance = useAppearance();
  const theme = useMemo(() => themeFor(appearance), [appearance]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp message={{ top: 64 }}>
        <Suspense fallback={<p className="opening">正在打开…</p>}>{onWall ? <Wall /> : <Entrance />}</Suspense>
      </AntApp>
    </ConfigProvider>
  );
}
