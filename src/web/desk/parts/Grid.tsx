import type { ReactNode } from "react";
import { go } from "../app/route.ts";
import { Frame } from "./Frame.tsx";
import { useRowLeft } from "./useRowLeft.ts";

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** num: to the right; main: the row's own name, first on a narrow screen; quiet: paler; pick: what marks the row; act: buttons that say themselves what they do. */
  readonly look?: "num" | "main" | "quiet" | "pick" | "act";
  /** What stands over the column in place of its title. */
  readonly head?: ReactNode;
  /** The rows can be put in the order of this column. */
  readonly order?: { readonly now: "ascending" | "descending" | undefined; readonly turn: () => void };
}

interface GridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Where a click anywhere on the row leads; the cells keep a link of their own for the keyboard. */
  readonly linkOf?: (row: Row) => string;
  /** Few short columns stay a table on a narrow screen, where others become cards. */
  readonly short?: boolean;
}

const onLink = (target: EventTarget): boolean =>
  target instanceof Element && target.closest("a,button,label,.pick") !== null;

const arrows = { ascending: "▲", descending: "▼" } as const;

/** Of a heading: what is pressed has its own, so that paper leaves out both. */
const headed = new Set<string | undefined>(["num", "pick", "act"]);

function Head<Row>({ title, look, head, order }: Omit<Column<Row>, "cell">) {
  return (
    <th scope="col" className={headed.has(look) ? look : undefined} aria-sort={order?.now}>
      {order ? (
        <button type="button" className="order" onClick={order.turn}>
          {title}
          <span aria-hidden="true">{order.now ? arrows[order.now] : "↕"}</span>
        </button>
      ) : (
        (head ?? title)
      )}
    </th>
  );
}

/** A table of plain HTML: quick with hundreds of rows, read aloud correctly, and a list of cards on a narrow screen. */
export function Grid<Row>({ label, columns, rows, keyOf, linkOf, short = false }: GridProps<Row>) {
  const { body, leave } = useRowLeft(label, rows.map(keyOf));
  const open = (row: Row) => (event: { target: EventTarget }) => {
    if (linkOf && !onLink(event.target) && getSelection()?.type !== "Range") go(linkOf(row));
  };
  return (
    <Frame>
      <table
        className={["grid", linkOf && "grid-open", short ? "grid-short" : "grid-cards"].filter(Boolean).join(" ")}
        aria-label={label}
      >
        <thead>
          <tr>
            {columns.map(({ cell: _cell, ...column }) => (
              <Head key={column.title} {...column} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-row={keyOf(row)} onClickCapture={() => leave(keyOf(row))} onClick={open(row)}>
              {columns.map(({ title, cell, look }) => (
                <td key={title} className={look} data-title={title}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}
