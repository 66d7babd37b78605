import { useEffect, useState } from "react";
import type { ScreenFigures } from "#capabilities/display/words.ts";
import { percent } from "../board/columns.tsx";
import { pagesOf } from "./wall.ts";

/** Seconds that a page of areas stands. */
const STANDS = 20;

type Area = ScreenFigures["areas"][number];

/** The page that is shown: it turns by itself until somebody holds it (WCAG 2.2.2). */
function useTurning(count: number) {
  const [page, setPage] = useState(0);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || count < 2) return undefined;
    const turns = setInterval(() => setPage((n) => n + 1), STANDS * 1000);
    return () => clearInterval(turns);
  }, [held, count]);
  return { page: page % count, held, hold: () => setHeld(!held), turn: () => setPage((n) => n + 1) };
}

function Line({ area, most }: { readonly area: Area; readonly most: number }) {
  return (
    <tr>
      <th scope="row">{area.name}</th>
      <td className="wall-count">
        <i style={{ width: `${most === 0 ? 0 : (area.children / most) * 70}%` }} aria-hidden="true" />
        {area.children}人
      </td>
      <td>{percent(area)}</td>
    </tr>
  );
}

/** The next lower areas by their codes, page after page where they are many: children, and visits in time; no ranking. */
export function WallAreas({ areas }: { readonly areas: readonly Area[] }) {
  const pages = pagesOf(areas);
  const { page, held, hold, turn } = useTurning(pages.length);
  const most = Math.max(0, ...areas.map(({ children }) => children)); // one scale on all pages
  return (
    <section className="wall-panel">
      <div className="wall-panel-head">
        <h2>各地区</h2>
        {pages.length > 1 && (
          <p>
            第{page + 1}页，共{pages.length}页
            <button type="button" onClick={turn}>
              下一页
            </button>
            <button type="button" aria-pressed={held} onClick={hold}>
              {held ? "继续翻页" : "停在这页"}
            </button>
          </p>
        )}
      </div>
      <table className="wall-areas">
        <thead>
          <tr>
            <th scope="col">按区划代码排列</th>
            <th scope="col">在册儿童</th>
            <th scope="col">走访按时</th>
          </tr>
        </thead>
        <tbody>
          {(pages[page] ?? []).map((area) => (
            <Line key={area.name} area={area} most={most} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
