/** @jsxImportSource preact */
import { SentPhotos } from "../attachment/SentPhotos.tsx";
import { agoText, dayText } from "../days.ts";
import { kindText } from "../caselist/dueWords.ts";
import { LaterCard } from "../entrustment/Later.tsx";
import { hashOf } from "../hash.ts";
import { Icon } from "../parts/Icon.tsx";
import { Reading, ReportLink, Top } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { TaskCard } from "../task/TaskCard.tsx";
import { useLoaded } from "../useLoaded.ts";
import { ChildHead } from "./ChildHead.tsx";
import { type ChildFile, type FileEntry, pastVisits, phonesOf } from "./file.ts";
import { ProposalCard } from "./ProposalCard.tsx";
import { WhyList } from "./WhyList.tsx";
import { text } from "../language/text.ts";

const SHOWN_VISITS = 5;

function Calls({ file }: { file: ChildFile }) {
  const phones = phonesOf(file);
  const guardian = file.facts.find((fact) => fact.key === "guardian.name")?.text;
  return (
    <section class="card">
      <h2>{text("call.button")}</h2>
      {phones.length === 0 && (
        <p>{guardian === undefined ? text("call.none") : text("call.none_of", { name: guardian })}</p>
      )}
      {phones.map(({ who, name, phone }) => (
        <a key={phone} class="btn" href={`tel:${phone}`}>
          <Icon name="phone" />
          <span>{text("call.line", { who, name, phone })}</span>
        </a>
      ))}
    </section>
  );
}

function LastVisits({ childId, today }: { childId: string; today: string }) {
  const entries = useLoaded<FileEntry[]>(`/api/registry/children/${childId}/entries`);
  return (
    <section class="card">
      <h2>{text("file.visits")}</h2>
      <Reading of={entries}>
        {(all) => {
          const visits = pastVisits(all, SHOWN_VISITS);
          if (visits.length === 0) return <p>{text("file.no_visits")}</p>;
          return visits.map((visit) => (
            <div key={visit.seq} class="question">
              <p class="strong">
                {text("file.visit", {
                  day: dayText(visit.day, today),
                  ago: agoText(visit.day, today),
                  kind: kindText(visit.kind),
                })}
              </p>
              <p class="soft">
                {visit.spokeWith === ""
                  ? visit.visitor
                  : text("file.visitor_with", { visitor: visit.visitor, who: visit.spokeWith })}
              </p>
              {visit.note !== "" && <p>{visit.note}</p>}
            </div>
          ));
        }}
      </Reading>
    </section>
  );
}

function OpenTasks({ file, again }: { file: ChildFile; again: () => void }) {
  const tasks = Object.values(file.tasks.open);
  if (tasks.length === 0) return null;
  return (
    <section class="card">
      <h2>{text("task.open")}</h2>
      {tasks.map((task) => (
        <div key={task.no} class="question">
          <TaskCard childId={file.childId} task={task} today={file.day} closed={again} />
        </div>
      ))}
    </section>
  );
}

function Body({ file, again }: { file: ChildFile; again: () => void }) {
  const { me } = useSession();
  const { childId } = file;
  const open = file.status === "open";
  return (
    <>
      <ChildHead file={file} />
      <ReportLink childId={childId} wide />
      {!open && <p class="note">{text("file.closed")}</p>}
      {open && me.permissions.includes("visit.record") && (
        <div class="row">
          <a class="btn main grow" href={hashOf({ page: "visit", childId, kind: "home_visit" })}>
            {kindText("home_visit")}
          </a>
          <a class="btn grow" href={hashOf({ page: "visit", childId, kind: "contact" })}>
            {kindText("contact")}
          </a>
        </div>
      )}
      <section class="card">
        <h2>{text("file.why")}</h2>
        <WhyList file={file} />
      </section>
      <Calls file={file} />
      <OpenTasks file={file} again={again} />
      <LaterCard file={file} />
      <LastVisits childId={childId} today={file.day} />
      {open && <SentPhotos childId={childId} />}
      {open && me.permissions.includes("grade.propose") && <ProposalCard file={file} proposed={again} />}
    </>
  );
}

/** 档案: why this colour, whom to call, what was found, what is still to be done. */
export function FilePage({ childId }: { childId: string }) {
  const file = useLoaded<ChildFile>(`/api/registry/children/${childId}?purpose=visit`);
  const again = file.state === "loading" ? () => undefined : file.again;
  return (
    <main class="page">
      <Top title={text("file.title")} back={{ page: "children" }} />
      <Reading of={file}>{(here) => <Body file={here} again={again} />}</Reading>
    </main>
  );
}
