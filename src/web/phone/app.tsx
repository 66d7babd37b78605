/** @jsxImportSource preact */
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
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

export function App() {
  const [standing, setStanding] = useState<Standing | null>(null);
  const place = usePlace();
  const look = useCallback(() => void whoIsHere().then(setStanding), []);
  useEffect(look, []);
  const leave = useCallback(() => setStanding({ kind: "out" }), []);
  const session = useMemo<Session | null>(
    () => (standing?.kind === "in" ? { me: standing.me, policy: standing.policy, leave } : null),
    [standing],
  );
  const signOut = (): void => {
    dropAllDrafts();
    void ask("DELETE", "/api/account/session").then(() => {
      location.hash = "#/";
      leave();
    });
  };
  if (standing === null) return <main class="page soft">正在打开…</main>;
  if (standing.kind === "unreachable") return <Unreachable sentence={standing.sentence} again={look} />;
  if (!session) return <EnterPage entered={look} />;
  return (
    <SessionContext.Provider value={session}>
      <PageAt place={place} signOut={signOut} />
      {place.page !== "visit" && <Nav at={place.page} />}
    </SessionContext.Provider>
  );
}
