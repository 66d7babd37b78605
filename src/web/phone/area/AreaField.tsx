/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { AreaNode } from "#capabilities/area/words.ts";
import { get } from "../server.ts";
import { useSession } from "../session.ts";
import { provincesFrom } from "./provinces.ts";
import { text } from "../language/text.ts";

type Named = Pick<AreaNode, "code" | "name">;

/** As far down as a place of work or of registration is asked. */
const COUNTY = 6;

/** The units below a code; none where that part of the country is not loaded. */
function useUnits(code: string): readonly Named[] {
  const [held, setHeld] = useState<{ readonly code: string; readonly units: readonly Named[] }>({
    code: "",
    units: [],
  });
  useEffect(() => {
    if (code === "" || code.length >= COUNTY) return;
    let gone = false;
    const read = async (): Promise<void> => {
      const answer = await get<Named[]>(`/api/area/units/${code}/children`);
      if (!gone) setHeld({ code, units: answer.kind === "ok" ? answer.body : [] });
    };
    void read();
    return () => {
      gone = true;
    };
  }, [code]);
  return held.code === code ? held.units : [];
}

interface PickProps {
  readonly label: string;
  readonly units: readonly Named[];
  readonly chosen: string;
  readonly onPick: (code: string) => void;
}

const Pick = ({ label, units, chosen, onPick }: PickProps) => (
  <select class="input" aria-label={label} value={chosen} onChange={(event) => onPick(event.currentTarget.value)}>
    <option value="">{label}</option>
    {units.map(({ code, name }) => (
      <option key={code} value={code}>
        {name}
      </option>
    ))}
  </select>
);

/** A place, from the province down to the county as far as one knows it. */
export function AreaField({ label, onChoose }: { label: string; onChoose: (code: string) => void }) {
  const { me } = useSession();
  const [path, setPath] = useState<readonly string[]>([]);
  const cities = useUnits(path[0] ?? "");
  const counties = useUnits(path[1] ?? "");
  const pick = (depth: number) => (code: string) => {
    const next = [...path.slice(0, depth), ...(code === "" ? [] : [code])];
    setPath(next);
    const last = next[next.length - 1];
    if (last !== undefined) onChoose(last);
  };
  const provinces = provincesFrom(me.area).map(([code, name]) => ({ code, name }));
  return (
    <fieldset class="stack">
      <legend class="hidden-label">{label}</legend>
      <Pick label={text("area.province")} units={provinces} chosen={path[0] ?? ""} onPick={pick(0)} />
      {cities.length > 0 && <Pick label={text("area.city")} units={cities} chosen={path[1] ?? ""} onPick={pick(1)} />}
      {counties.length > 0 && (
        <Pick label={text("area.county")} units={counties} chosen={path[2] ?? ""} onPick={pick(2)} />
      )}
    </fieldset>
  );
}
