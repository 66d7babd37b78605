import { Button } from "antd";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { colourOf } from "../app/appearance.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import type { Drawn, Shapes } from "./chart.ts";
import type { Sketch } from "./sketch.ts";
import "../styles/board.css";

interface PictureProps<Row> {
  readonly title: string;
  readonly note?: ReactNode;
  /** Name of the file that the picture is saved as. */
  readonly file: string;
  readonly sketch: Sketch;
  /** Of a map: its boundaries. */
  readonly shapes?: Shapes | undefined;
  readonly picked?: (name: string) => void;
  /** The same numbers in words: read aloud, and shown by a press. */
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly legend?: ReactNode;
}

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.png`;
  link.click();
}

export const nothing = (): void => undefined;

/** How wide an element is just now; none while it is not shown. */
function useWidth(place: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const seen = place.current;
    if (!seen) return undefined;
    const read = (): void => setWidth((last) => seen.clientWidth || last);
    read();
    const watch = new ResizeObserver(read);
    watch.observe(seen);
    return () => watch.disconnect();
  }, [place]);
  return width;
}

/** Draws once the code for it has come; drawn anew where the numbers, the letters or the width change. */
export function useDrawn(sketch: Sketch, picked: (name: string) => void, shapes?: Shapes) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const { height, option } = useMemo(() => sketch(width), [sketch, width]);
  const [drawn, setDrawn] = useState<Drawn>();
  const pick = useRef(picked);
  useEffect(() => {
    pick.current = picked;
  });
  useEffect(() => {
    let gone = false;
    let made: Drawn | undefined;
    const begin = async (): Promise<void> => {
      const { drawIn } = await import("./chart.ts");
      if (gone || !place.current) return;
      made = drawIn(place.current, (name) => pick.current(name));
      setDrawn(made);
    };
    void begin();
    return () => {
      gone = true;
      made?.close();
    };
  }, []);
  useEffect(() => drawn?.draw(option, shapes), [drawn, option, shapes]);
  return { place, drawn, height };
}

/** A picture with its numbers behind it. */
export function Picture<Row>(props: PictureProps<Row>) {
  const { title, note, file, sketch, rows, columns, keyOf, legend, shapes, picked = nothing } = props;
  const { place, drawn, height } = useDrawn(sketch, picked, shapes);
  const [numbers, setNumbers] = useState(false);
  const table = useRef<HTMLDivElement>(null);
  // what is read aloud is no stop of the keyboard while nobody sees it
  useEffect(() => {
    for (const link of table.current?.querySelectorAll("a") ?? []) link.tabIndex = numbers ? 0 : -1;
  });
  const more = (
    <span className="acts">
      <Button size="small" aria-pressed={numbers} onClick={() => setNumbers(!numbers)}>
        {numbers ? "看图" : "看数字"}
      </Button>
      <Button size="small" disabled={!drawn} onClick={() => drawn && save(drawn.png(colourOf("panel")), file)}>
        存为图片
      </Button>
    </span>
  );
  return (
    <Card title={title} note={note} more={more} flush>
      <div className={numbers ? "picture-off" : "picture"}>
        {legend}
        <div ref={place} style={{ height }} aria-hidden="true" />
      </div>
      <div ref={table} className={numbers ? undefined : "unseen"}>
        <Grid label={title} rows={rows} columns={columns} keyOf={keyOf} short />
      </div>
    </Card>
  );
}
