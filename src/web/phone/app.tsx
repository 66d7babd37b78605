/** @jsxImportSource preact */
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { EnterPage } from "./account/EnterPage.tsx";
import { MePage } from "./account/MePage.tsx";
import { ChildrenPage } from "./caselist/ChildrenPage.tsx";
import { TodayPage } from "./caselist/TodayPage.tsx";
import { dropAllDrafts } from "./draft.ts";
import { type Place, placeOf } from "./hash.ts";
import { Nav } from "./parts/Page.tsx";
import { FilePage } from "./registry/FilePage.tsx";
import { RegisterPage } from "./registry/RegisterPage.tsx";
import { ask } from "./server.ts";
import { type Session, SessionContext, type Standing, whoIsHere } from "./session.ts";
import { TasksPage } from "./task/TasksPage.tsx";
import { VisitPage } from "./visit/VisitPage.tsx";

function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const follow = (): void => {
      setPlace(placeOf(location.hash));
      scrollTo(0, 0);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return place;
}

function PageAt({ place, signOut }: { place: Place; signOut: () => void }) {
  switch (place.page) {
    case "today":
      return <TodayPage />;
    case "children":
      return <ChildrenPage />;
    case "tasks":
      return <TasksPage />;
    case "register":
      return <RegisterPage />;
    case "me":
      return <MePage signOut={signOut} />;
    case "file":
      return <FilePage key={place.childId} childId={place.childId} />;
    case "visit":
      return <VisitPage key={place.childId} childId={place.childId} kind={place.kind} />;
  }
}

function Unreachable({ sentence, again }: { sentence: string; again: () => void }) {
  return (
    <main class="page">
      <div class="note bad stack" role="alert">
        <p>{sentence}</p>
        <button type="button" class="btn" onClick={again}>
          再试一次
        </button>
      </div>
    </main>
  );
}

/** A phone that lay in the pocket over night has another today, or its session has ended. */
const STALE_MS = 10 * 60_000;

function useStanding(): { standing: Standing | null; look: () => void; leave: () => void } {
  const [standing, setStanding] = useState<Standing | null>(null);
  const lookedRef = useRef(0);
  const look = useCallback(() => {
    lookedRef.current = Date.now();
    const read = async (): Promise<void> => {
      const found = await whoIsHere();
      // Without a network, whoever was in stays in: what is half-filled must not go from the screen.
      setStanding((before) => (found.kind === "unreachable" && before?.kind === "in" ? before : found));
    };
    void read();
  }, []);
  const leave = useCallback(() => setStanding({ kind: "out" }), []);
  useEffect(() => {
    const awake = (): void => {
      if (document.visibilityState === "visible" && Date.now() - lookedRef.current > STALE_MS) look();
    };
    look();
    document.addEventListener("visibilitychange", awake);
    return () => document.removeEventListener("visibilitychange", awake);
  }, [look]);
  return { standing, look, leave };
}

export function App() {
  const { standing, look, leave } = useStanding();
  const place = usePlace();
  const session = useMemo<Session | null>(
    () => (standing?.kind === "in" ? { me: standing.me, policy: standing.policy, leave } : null),
    [standing, leave],
  );
  const signOut = async (): Promise<void> => {
    dropAllDrafts();
    await ask("DELETE", "/api/account/session");
    location.hash = "#/";
    leave();
  };
  if (standing === null) return <main class="page soft">正在打开…</main>;
  if (standing.kind === "unreachable") return <Unreachable sentence={standing.sentence} again={look} />;
  if (!session) return <EnterPage entered={look} />;
  return (
    <SessionContext.Provider value={session}>
      <PageAt place={place} signOut={() => void signOut()} />
      {place.page !== "visit" && <Nav at={place.page} />}
    </SessionContext.Provider>
  );
}
