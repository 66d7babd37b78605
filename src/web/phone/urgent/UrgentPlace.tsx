/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { PublicArea } from "#capabilities/concern/words.ts";
import { text } from "../language/text.ts";
import { get } from "../server.ts";

interface LevelProps {
  readonly under: string;
  readonly choose: (area: PublicArea | undefined) => void;
}

/** One list, and what lies below the chosen one; as far as somebody there reads what is sent. */
function Level({ under, choose }: LevelProps) {
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
    choose(area);
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
      {chosen && chosen.level !== "village" && <Level key={chosen.code} under={chosen.code} choose={choose} />}
    </>
  );
}

/** Where the child is: what is chosen last counts, where somebody there would read it. */
export function UrgentPlace({ onChoose }: { onChoose: (area: string) => void }) {
  const [area, setArea] = useState<string>();
  return (
    <div class="stack" data-group="urgent-place">
      <p>{text("urgent.where")}</p>
      <Level under="0" choose={(one) => setArea(one?.whole ? one.code : undefined)} />
      <button
        type="button"
        class="btn main wide"
        disabled={area === undefined}
        onClick={() => area !== undefined && onChoose(area)}
      >
        {text("urgent.send_there")}
      </button>
    </div>
  );
}
