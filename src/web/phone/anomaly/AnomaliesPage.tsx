/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { AnomalyLine, UnregisteredLine } from "#capabilities/anomaly/words.ts";
import { dayText } from "../days.ts";
import { type Key, text, word, words } from "../language/text.ts";
import { Answered, NameLink } from "../parts/Answered.tsx";
import { Reading } from "../parts/Page.tsx";
import type { ChildFile } from "../registry/file.ts";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
import type { AnomalyHere } from "../sync/shown.ts";
import { useLoaded } from "../useLoaded.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { byChild, type OfChild } from "./byChild.ts";
import { ListedCards } from "./ListedCards.tsx";

const found: Readonly<Record<string, Key>> = {
  differs: "anomaly.found_differs",
  missing: "anomaly.found_missing",
  surplus: "anomaly.found_surplus",
};

/** What the department says and what the file says, one under the other: a phone is narrow. */
function Sides({ facts, finding }: AnomalyHere) {
  return (
    <>
      {facts.map(({ key, label, list, file, masked }) => (
        <div key={key} class="question" data-fact={key}>
          <p class="strong">{word(label)}</p>
          <p>{text(finding === "missing" ? "anomaly.list_missing" : "anomaly.list", { value: words(list ?? "") })}</p>
          <p class="soft">{text("anomaly.file", { value: file ? words(file) : text("anomaly.nothing") })}</p>
          {masked && <p class="soft">{text("anomaly.number_hint")}</p>}
        </div>
      ))}
    </>
  );
}

function Opened({ line, done }: { line: AnomalyLine; done: () => void }) {
  const { me } = useSession();
  const { childId, no } = line;
  const anomaly = useLoaded<AnomalyHere>(`/api/anomaly/children/${childId}/${no}?purpose=verification`);
  const file = useLoaded<ChildFile>(`/api/registry/children/${childId}?purpose=visit`);
  return (
    <Reading of={anomaly}>
      {(here) => (
        <>
          <p>
            {text("anomaly.from", {
              title: here.title,
              owner: word(here.owner),
              day: dayText(here.listDay, me.today),
            })}
          </p>
          {here.words !== null && <p class="soft">{here.words}</p>}
          <Sides {...here} />
          {here.partly ? (
            <p class="note">{text("anomaly.at_desk")}</p>
          ) : (
            <Reading of={file}>{(held) => <AnswerForm anomaly={here} file={held} done={done} />}</Reading>
          )}
        </>
      )}
    </Reading>
  );
}

function One({ line, done }: { line: AnomalyLine; done: () => void }) {
  const { me } = useSession();
  const [open, setOpen] = useState(false);
  const { childId, no, finding, title, due } = line;
  const late = due < me.today;
  return (
    <div class="stack" data-anomaly={`${childId} ${no}`}>
      {!open && <p>{title}</p>}
      <p>{text(found[finding] ?? "anomaly.found_differs")}</p>
      <p class={late ? "late" : "strong"}>
        {text(late ? "anomaly.late" : "anomaly.by", { day: dayText(due, me.today) })}
      </p>
      {open ? (
        <Opened line={line} done={done} />
      ) : (
        <button type="button" class="btn wide" onClick={() => setOpen(true)}>
          {text("anomaly.answer")}
        </button>
      )}
    </div>
  );
}

/** All that departments say of one child: whoever goes there, or calls, asks it at once. */
function Card({ of: { childId, lines }, name, done }: { of: OfChild; name: string | undefined; done: () => void }) {
  return (
    <li class="card stack" data-child={childId}>
      <NameLink childId={childId} name={name} />
      {lines.map((line) => (
        <One key={line.no} line={line} done={done} />
      ))}
    </li>
  );
}

/** 异常数据 of this village, the nearest day first: found out on the spot, with or without signal. */
export function AnomaliesPage() {
  const anomalies = useLoaded<readonly AnomalyLine[]>("/api/anomaly/open", getAll);
  const listed = useLoaded<readonly UnregisteredLine[]>("/api/anomaly/unregistered", getAll);
  return (
    <Answered title={text("anomaly.title")} said={text("anomaly.stored")} lists={[anomalies, listed]}>
      {(names, done) => (
        <>
          <Reading of={anomalies}>
            {(lines) =>
              lines.length === 0 ? (
                listed.state === "here" && listed.value.length === 0 && <p class="note">{text("anomaly.none")}</p>
              ) : (
                <ul class="plain-list stack">
                  {byChild(lines).map((one) => (
                    <Card key={one.childId} of={one} name={names.get(one.childId)} done={done} />
                  ))}
                </ul>
              )
            }
          </Reading>
          {listed.state === "here" && <ListedCards lines={listed.value} done={done} />}
        </>
      )}
    </Answered>
  );
}
