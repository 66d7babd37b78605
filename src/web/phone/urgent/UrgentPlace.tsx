/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { PublicArea } from "#capabilities/concern/words.ts";
import { text } from "../language/text.ts";
import { get } from "../server.ts";
import type { Place } from "./known.ts";

interface LevelProps {
  readonly under: string;
  /** What it is called, all above it included. */
  readonly named: string;
  readonly choose: (area: PublicArea | undefined) => void;
}

/** One list, and what lies below the chosen one; as far as somebody there reads what is sent. */
function Level({ under, named, choose }: LevelProps) {
  const [areas, setAreas] = useState<readonly PublicArea[]>([]);
  const [chosen, setChosen] = useState<PublicArea>();
  useEffect(() => {
    const read = async (): Promise<void> => {
      const answer = await get<PublicArea[]>(`/api/concern/public/areas/${under}`);
      if (answer.kind === "ok") setAreas(answer.body);
    };
    void read();
  }, [under]);
  if (areas.length === 0) return null;
  const pick = (code: string): void => {
    const area = areas.find((one) => one.code === code);
    setChosen(area);
    choose(area && { ...area, name: named + area.name });
  };
  return (
    <>
      <select
        class="input"
        aria-label={text("urgent.choose")}
        value={chosen?.code ?? ""}
        onChange={(event) => pick(event.currentTarget.value)}
      >
        <option value="">{text("urgent.choose")}</option>
        {areas.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      {chosen && chosen.level !== "village" && (
        <Level key={chosen.code} under={chosen.code} named={named + chosen.name} choose={choose} />
      )}
    </>
  );
}

interface PlaceProps {
  readonly hint: string;
  readonly word: string;
  readonly onChoose: (place: Place) => void;
}

/** Where the child is: what is chosen last counts, where somebody there would read it. */
export function UrgentPlace({ hint, word, onChoose }: PlaceProps) {
  const [area, setArea] = useState<PublicArea>();
  return (
    <div class="stack" data-group="urgent-place">
      <p>{hint}</p>
      <Level under="0" named="" choose={(one) => setArea(one?.whole ? one : undefined)} />
      <button type="button" class="btn main wide" disabled={!area} onClick={() => area && onChoose(area)}>
        {word}
      </button>
    </div>
  );
}

interface WhereProps {
  readonly place: Place | null;
  readonly onChange: (place: Place | null) => void;
}

/** To whom it will go, before it is sealed: a phone that was handed on still knows its former village. */
export function UrgentWhere({ place, onChange }: WhereProps) {
  const [changes, setChanges] = useState(false);
  const change = (next: Place | null): void => {
    setChanges(false);
    onChange(next);
  };
  return (
    <section class="card" data-group="urgent-where">
      <p class="strong">{place ? text("urgent.to", { place: place.name }) : text("urgent.to_later")}</p>
      {changes ? (
        <>
          <UrgentPlace hint={text("urgent.where_first")} word={text("urgent.there")} onChoose={change} />
          <button type="button" class="btn wide quiet" onClick={() => change(null)}>
            {text("urgent.choose_later")}
          </button>
        </>
      ) : (
        <button type="button" class="btn wide" onClick={() => setChanges(true)}>
          {text(place ? "urgent.elsewhere" : "urgent.choose_now")}
        </button>
      )}
    </section>
  );
}
