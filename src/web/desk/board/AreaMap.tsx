import { useMemo } from "react";
import type { Boundaries } from "#capabilities/area/words.ts";
import type { Board } from "#capabilities/caselist/words.ts";
import { useLoad } from "../app/load.ts";
import { Unread } from "../parts/states.tsx";
import { areaColumns, type Lower } from "./columns.tsx";
import { mapCaption, shaded, shapesOf, steps, tiles } from "./maps.ts";
import { Picture } from "./Picture.tsx";
import { useInk } from "./useInk.ts";

export const legend = (
  <ul className="steps">
    {steps.map(({ word }, n) => (
      <li key={word}>
        <i style={{ background: `var(--step-${n + 1})` }} aria-hidden="true" />
        {word}
      </li>
    ))}
  </ul>
);

interface AreaMapProps {
  readonly board: Board;
  readonly file: (title: string) => string;
  readonly picked: (name: string) => void;
}

const codeOf = (row: Lower): string => row.area;

function Shaded({ board, file, picked, found }: AreaMapProps & { readonly found: Boundaries }) {
  const ink = useInk();
  const [sketch, shapes] = useMemo(
    () => [shaded(board, ink, mapCaption(found)), shapesOf(board, found)],
    [board, ink, found],
  );
  const drawn = new Set(found.lower.map(({ code }) => code));
  const without = board.areas.filter(({ area }) => !drawn.has(area)).map(({ name }) => name);
  const note = `深浅是走访按时的比例；点开看下级。${mapCaption(found)}${without.length > 0 ? `。图上没有：${without.join("、")}` : ""}`;
  return (
    <Picture title="地区地图" note={note} file={file("地区地图")} sketch={sketch} shapes={shapes} legend={legend} rows={board.areas} columns={areaColumns(board)} keyOf={codeOf} picked={picked} />
  ); // prettier-ignore
}

function Tiles({ board, file, picked }: AreaMapProps) {
  const ink = useInk();
  const sketch = useMemo(() => tiles(board, ink), [board, ink]);
  return (
    <Picture title="地区方块图" note="方块大小是儿童人数，深浅是走访按时的比例；点开看下级" file={file("地区方块图")} sketch={sketch} legend={legend} rows={board.areas} columns={areaColumns(board)} keyOf={codeOf} picked={picked} />
  ); // prettier-ignore
}

/** The areas on the boundaries that an administrator loaded; without them as tiles of the same numbers. */
export function AreaMap(props: AreaMapProps) {
  const boundaries = useLoad<Boundaries>(`/api/area/units/${props.board.area}/boundaries`);
  if (boundaries.loading && !boundaries.refusal) return null;
  const found = boundaries.data;
  return (
    <>
      <Unread of={boundaries} what="地区边界" />
      {found && found.lower.length > 0 ? <Shaded {...props} found={found} /> : <Tiles {...props} />}
    </>
  );
}
