/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { CaseLine, DueLine } from "#capabilities/caselist/words.ts";
import { dayText, weekdayText } from "../days.ts";
import { hashOf } from "../hash.ts";
import { Badge } from "../parts/Badge.tsx";
import { ReadAloud } from "../parts/ReadAloud.tsx";
import { Working } from "../parts/Fetched.tsx";
import { Reading, Top } from "../parts/Page.tsx";
import { TextSizeSwitch } from "../parts/TextSizeSwitch.tsx";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
import { CallButton } from "./CallButton.tsx";
import { mayKeep } from "../sync/mayKeep.ts";
import { FearLine, type ShownLine } from "../sync/FearLine.tsx";
import { useVaultHere } from "../sync/vaultContext.ts";
import { DeclarationsWaiting } from "../declaration/DeclarationsWaiting.tsx";
import { AnomaliesWaiting } from "../anomaly/AnomaliesWaiting.tsx";
import { ChecksWaiting } from "../referral/ChecksWaiting.tsx";
import { NoticesWaiting } from "../notice/NoticesWaiting.tsx";
import { useLoaded } from "../useLoaded.ts";
import {
  dueText,
  firstWindow,
  lastText,
  spokenText,
  urgent,
  whoText,
  whyText,
  type Window,
  windows,
} from "./dueWords.ts";
import { joined, text } from "../language/text.ts";
import { TrainingWaiting } from "../training/TrainingWaiting.tsx";

function DueCard({ line }: { line: DueLine & ShownLine }) {
  const { me, policy } = useSession();
  return (
    <li
      class={`card${line.state !== "later" && line.level === policy.levels[0]?.id ? " alert" : ""}`}
      data-child={line.name}
    >
      <a class="row" href={hashOf({ page: "file", childId: line.childId })}>
        <Badge level={line.level} />
        <div class="grow">
          <p>
            <span class="name">{line.name}</span> <span class="soft">{whoText(line, me.today)}</span>
          </p>
          <p class={line.state === "overdue" ? "late" : "strong"}>{dueText(line, me.today)}</p>
          <p class="soft">{lastText(line, me.today)}</p>
        </div>
      </a>
      <p>{whyText(line, policy)}</p>
      <FearLine of={line} />
      {me.permissions.includes("visit.record") && (
        <a class="btn main wide" href={hashOf({ page: "visit", childId: line.childId, kind: line.wants })}>
          {text("today.start", { kind: line.wants })}
        </a>
      )}
      {me.permissions.includes("registry.read") && <CallButton childId={line.childId} name={line.name} />}
    </li>
  );
}

function Tabs({ lines, at, onGo }: { lines: readonly DueLine[]; at: Window; onGo: (window: Window) => void }) {
  return (
    <div class="tabs" role="tablist" aria-label={text("today.when")}>
      {windows.map((state) => (
        <button key={state} type="button" role="tab" aria-selected={state === at} onClick={() => onGo(state)}>
          {text(`window.${state}`)}
          <br />
          {lines.filter((line) => line.state === state).length}
        </button>
      ))}
    </div>
  );
}

/** The gravest who would be out of sight in the open tab stand above it; those in it lead its list anyway. */
function First({ lines }: { lines: readonly DueLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section class="stack" data-group="first" aria-label={text("today.first", { n: lines.length })}>
      <h2>{text("today.first", { n: lines.length })}</h2>
      <ul class="plain-list stack">
        {lines.map((line) => (
          <DueCard key={line.childId} line={line} />
        ))}
      </ul>
    </section>
  );
}

function DueLists({ lines }: { lines: readonly DueLine[] }) {
  const { me, policy } = useSession();
  const [chosen, setChosen] = useState<Window>();
  const at = chosen ?? firstWindow(lines);
  const shown = lines.filter((line) => line.state === at);
  return (
    <>
      <First lines={urgent(lines, policy.levels[0]?.id).filter((line) => line.state !== at)} />
      <Tabs lines={lines} at={at} onGo={setChosen} />
      <ReadAloud lines={shown.map((line) => spokenText(line, policy, me.today))} />
      {shown.length === 0 && <p class="note">{text(`today.none_${at}`)}</p>}
      <ul class="plain-list stack">
        {shown.map((line) => (
          <DueCard key={line.childId} line={line} />
        ))}
      </ul>
    </>
  );
}

/** Children of the gravest colour stay in sight until the colour changes, also when nothing falls due just now. */
function Watched({ due }: { due: readonly DueLine[] }) {
  const { me, policy } = useSession();
  const gravest = policy.levels[0];
  const page = useLoaded<{ lines: CaseLine[] }>(`/api/caselist/children?limit=50&level=${gravest?.id ?? ""}`);
  if (page.state !== "here") return null;
  const others = page.value.lines.filter((line) => due.every((one) => one.childId !== line.childId));
  if (others.length === 0) return null;
  return (
    <section class="card" data-group="watched">
      <h2>{text("today.watched")}</h2>
      {others.map((line) => (
        <a key={line.childId} class="row" href={hashOf({ page: "file", childId: line.childId })}>
          <Badge level={line.level} />
          <div class="grow">
            <p>
              <span class="name">{line.name}</span> <span class="soft">{whoText(line, me.today)}</span>
            </p>
            <p class="soft">{lastText(line, me.today)}</p>
          </div>
        </a>
      ))}
    </section>
  );
}

/** Once, until the village is kept: what a phone without signal needs. */
function KeepInvitation() {
  const { me } = useSession();
  const { state } = useVaultHere();
  if (state.kind !== "none" || !mayKeep(me)) return null;
  return (
    <a class="btn wide" href={hashOf({ page: "keep" })}>
      {text("me.keep")}
    </a>
  );
}

/** Found on this phone and not judged by the server yet: whoever may turn graver stands above the lists. */
function Feared() {
  const page = useLoaded<{ lines: (CaseLine & ShownLine)[] }>("/api/caselist/children?limit=50");
  const { me } = useSession();
  const feared = page.state === "here" ? page.value.lines.filter((line) => line.fear) : [];
  if (feared.length === 0) return null;
  return (
    <section class="card alert" data-group="feared">
      <h2>{text("today.feared")}</h2>
      {feared.map((line) => (
        <a key={line.childId} href={hashOf({ page: "file", childId: line.childId })}>
          <p>
            <span class="name">{line.name}</span> <span class="soft">{whoText(line, me.today)}</span>
          </p>
          <FearLine of={line} />
        </a>
      ))}
    </section>
  );
}

/** 今天: whom to see and in what order; the server puts red first, then who has waited longest. */
export function TodayPage() {
  const { me } = useSession();
  const { state } = useVaultHere();
  const due = useLoaded<readonly DueLine[]>("/api/caselist/due", getAll);
  return (
    <main class="page">
      <p class="soft">
        {joined([dayText(me.today, me.today), weekdayText(me.today), me.areaPath[me.areaPath.length - 1] ?? ""])}
      </p>
      <Reading of={due}>
        {(lines) => {
          const now = lines.filter((line) => line.state === "overdue" || line.state === "today");
          const soon = lines.filter((line) => line.state !== "later");
          return (
            <>
              <Top
                title={now.length === 0 ? text("today.nobody") : text("today.title", { n: now.length })}
                side={<TextSizeSwitch />}
              />
              <KeepInvitation />
              <NoticesWaiting />
              <ChecksWaiting />
              <AnomaliesWaiting />
              <TrainingWaiting />
              {state.kind === "open" && <Feared />}
              <DeclarationsWaiting />
              <DueLists lines={lines} />
              <Watched due={soon} />
              {state.kind === "open" && <Working part>{({ DoneToday }) => <DoneToday />}</Working>}
            </>
          );
        }}
      </Reading>
    </main>
  );
}
