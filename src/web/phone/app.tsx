/** @jsxImportSource preact */
import { useEffect, useMemo, useState } from "preact/hooks";
import { EnterPage } from "./account/EnterPage.tsx";
import { ChildrenPage } from "./caselist/ChildrenPage.tsx";
import { TodayPage } from "./caselist/TodayPage.tsx";
import { ReportPage } from "./concern/ReportPage.tsx";
import { dropAllDrafts } from "./draft.ts";
import { Later } from "./entrustment/Later.tsx";
import { type Place, placeOf } from "./hash.ts";
import { useLanguage } from "./language/useLanguage.ts";
import { Nav } from "./parts/Page.tsx";
import { fetchWorking, Second, Working } from "./parts/Fetched.tsx";
import { ask } from "./server.ts";
import { type Session, SessionContext } from "./session.ts";
import { GonePage } from "./sync/GonePage.tsx";
import { LockPage } from "./sync/LockPage.tsx";
import { Strip } from "./sync/Strip.tsx";
import { useVault, type Vault } from "./sync/useVault.ts";
import { useVaultHere, VaultContext } from "./sync/vaultContext.ts";
import { UrgentLink, UrgentStrip } from "./urgent/Urgent.tsx";
import { useStanding } from "./useStanding.ts";
import { soon } from "./worker/soon.ts";
import { useVersion } from "./worker/useVersion.ts";
import { text } from "./language/text.ts";

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
    case "urgent": // stands before the pages of whoever is in
    case "enrol": // stands above the pages of whoever is in
    case "enter":
      return <TodayPage />;
    case "unsent":
      return <Working>{({ UnsentPage }) => <UnsentPage />}</Working>;
    case "keep":
      return <Second>{({ KeepPage }) => <KeepPage />}</Second>;
    case "notices":
      return <Second>{({ NoticesPage }) => <NoticesPage />}</Second>;
    case "declarations":
      return <Second>{({ DeclarationsPage }) => <DeclarationsPage />}</Second>;
    case "anomalies":
      return <Second>{({ AnomaliesPage }) => <AnomaliesPage />}</Second>;
    case "checks":
      return <Second>{({ ChecksPage }) => <ChecksPage />}</Second>;
    case "training":
      return <Second>{({ TrainingPage }) => <TrainingPage of={place.courseId} />}</Second>;
    case "children":
      return <ChildrenPage />;
    case "tasks":
      return <Working>{({ TasksPage }) => <TasksPage />}</Working>;
    case "register":
      return <Working>{({ RegisterPage }) => <RegisterPage />}</Working>;
    case "me":
      return <Working>{({ MePage }) => <MePage signOut={signOut} />}</Working>;
    case "file":
      return <Working>{({ FilePage }) => <FilePage key={place.childId} childId={place.childId} />}</Working>;
    case "entrustment":
      return <Later key={place.childId} childId={place.childId} />;
    case "report":
      return <ReportPage key={place.childId} childId={place.childId} visit={place.visit} />;
    case "visit":
      return (
        <Working>
          {({ VisitPage }) => <VisitPage key={place.childId} childId={place.childId} kind={place.kind} />}
        </Working>
      );
  }
}

function Unreachable({ sentence, again }: { sentence: string; again: () => void }) {
  return (
    <main class="page">
      <div class="note bad stack" role="alert">
        <p>{sentence}</p>
        <button type="button" class="btn" onClick={again}>
          {text("page.again")}
        </button>
      </div>
      <UrgentLink />
    </main>
  );
}

/** The page of whoever is in; hidden, and kept as it is, while their session has ended. */
function Opened({
  session,
  place,
  hidden,
  signOut,
}: {
  session: Session;
  place: Place;
  hidden: boolean;
  signOut: () => void;
}) {
  useEffect(() => soon(fetchWorking), []);
  return (
    <SessionContext.Provider value={session}>
      <div hidden={hidden}>
        {session.me.synthetic && <p class="demo-line">{text("app.synthetic")}</p>}
        <Strip />
        <PageAt place={place} signOut={signOut} />
        {place.page !== "visit" && place.page !== "entrustment" && <Nav at={place.page} />}
      </div>
    </SessionContext.Provider>
  );
}

/** Whoever is in, or the way in. */
function Inside({ place }: { place: Place }) {
  const vault = useVaultHere();
  const { standing, before, round, look, leave, forget } = useStanding();
  const person = standing?.kind === "in" ? standing : before;
  const session = useMemo<Session | null>(
    () => person && { me: person.me, policy: person.policy, round, leave },
    [person, round, leave],
  );
  const signOut = async (): Promise<void> => {
    dropAllDrafts();
    if (vault.state.kind === "open") await vault.erase();
    await ask("DELETE", "/api/account/session");
    location.hash = "#/";
    forget();
  };
  const entered = (): void => {
    vault.meet();
    look();
  };
  const back = (): void => {
    location.replace("#/");
    entered();
  };
  if (place.page === "enrol")
    return <Working>{({ EnrolPage }) => <EnrolPage key={place.code} code={place.code} entered={entered} />}</Working>;
  if (place.page === "enter" && vault.state.kind === "open")
    return <EnterPage entered={back} before={person?.me.name} />;
  if (standing === null) return <main class="page soft">{text("page.opening")}</main>;
  return (
    <>
      <UrgentStrip me={person?.me} />
      {standing.kind === "unreachable" && <Unreachable sentence={standing.sentence} again={look} />}
      {standing.kind === "out" && <EnterPage entered={entered} before={before?.me.name} />}
      {standing.kind === "half" && (
        <Working>
          {({ NeedsPage }) => (
            <NeedsPage key={standing.me.needs[0]} me={standing.me} done={look} signOut={() => void signOut()} />
          )}
        </Working>
      )}
      {session && (
        <Opened
          key={`${session.me.personId} ${session.me.area}`}
          session={session}
          place={place}
          hidden={standing.kind !== "in"}
          signOut={() => void signOut()}
        />
      )}
    </>
  );
}

const Elsewhere = () => (
  <main class="page">
    <p class="note">{text("app.elsewhere")}</p>
    <button type="button" class="btn main wide" onClick={() => location.reload()}>
      {text("app.elsewhere_closed")}
    </button>
  </main>
);

/** A newer version is ready, and waits for the person's word. */
function NewVersion() {
  const { ready, take } = useVersion();
  if (!ready) return null;
  return (
    <button type="button" class="strip" onClick={take}>
      <span class="strong">{text("app.new_version")}</span>
    </button>
  );
}

export function App() {
  useLanguage();
  const vault = useVault();
  const place = usePlace();
  const { state } = vault;
  return (
    <VaultContext.Provider value={vault}>
      <NewVersion />
      {(place.page === "urgent" || state.kind === "locked" || state.kind === "gone") && <UrgentStrip me={undefined} />}
      {place.page === "urgent" ? (
        <Second>{({ UrgentPage }) => <UrgentPage />}</Second>
      ) : (
        <Pages state={state} place={place} />
      )}
    </VaultContext.Provider>
  );
}

/** By how the phone's own store stands: nobody gets past its lock. */
function Pages({ state, place }: { state: Vault["state"]; place: Place }) {
  return (
    <>
      {state.kind === "looking" && <main class="page soft">{text("page.opening")}</main>}
      {state.kind === "locked" && <LockPage lock={state.lock} lacks={state.lacks} />}
      {state.kind === "elsewhere" && <Elsewhere />}
      {state.kind === "gone" && <GonePage gone={state.gone} />}
      {(state.kind === "none" || state.kind === "open") && <Inside place={place} />}
    </>
  );
}
