/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { UnregisteredLine, UnregisteredShown } from "#capabilities/anomaly/words.ts";
import { dayText } from "../days.ts";
import { text, word, words } from "../language/text.ts";
import { Reading } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import { ListedForm } from "./ListedForm.tsx";

/** 疑似未登记: lines of departments' lists whose child should live here and has no file. */
export function ListedCards({ lines, done }: { lines: readonly UnregisteredLine[]; done: () => void }) {
  if (lines.length === 0) return null;
  return (
    <section class="stack" data-group="listed">
      <h2>{text("anomaly.listed_title", { n: lines.length })}</h2>
      <p class="soft">{text("anomaly.listed_hint")}</p>
      <ul class="plain-list stack">
        {lines.map((line) => (
          <Card key={line.id} line={line} done={done} />
        ))}
      </ul>
    </section>
  );
}

function Card({ line, done }: { line: UnregisteredLine; done: () => void }) {
  const { me } = useSession();
  const [open, setOpen] = useState(false);
  const isLate = line.due < me.today;
  return (
    <li class={`card stack${isLate ? " alert" : ""}`} data-listed={line.id}>
      <p class="name">{line.name}</p>
      {!open && <p>{line.title}</p>}
      <p class={isLate ? "late" : "soft"}>
        {text(isLate ? "anomaly.late" : "anomaly.by", { day: dayText(line.due, me.today) })}
      </p>
      {open ? (
        <Opened id={line.id} done={done} />
      ) : (
        <button type="button" class="btn main wide" onClick={() => setOpen(true)}>
          {text("anomaly.answer")}
        </button>
      )}
    </li>
  );
}

function Opened({ id, done }: { id: string; done: () => void }) {
  const line = useLoaded<UnregisteredShown>(`/api/anomaly/unregistered/${id}?purpose=verification`);
  return (
    <Reading of={line}>
      {(here) => (
        <>
          <p>{text("anomaly.listed_from", { title: here.title, owner: word(here.owner) })}</p>
          {here.facts.map(({ key, label, text: said }) => (
            <p key={key} data-fact={key}>
              <span class="soft">{word(label)}</span> {words(said)}
            </p>
          ))}
          {here.place !== "" && <p>{text("anomaly.listed_place", { place: here.place })}</p>}
          <ListedForm line={here} done={done} />
        </>
      )}
    </Reading>
  );
}
