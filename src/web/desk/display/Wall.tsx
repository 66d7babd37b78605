import { useEffect, useMemo, useState } from "react";
import type { ScreenFigures } from "#capabilities/display/words.ts";
import { board as words } from "#capabilities/caselist/zh.ts";
import { longDay, weekdayText } from "../../ui/dayText.ts";
import { ask } from "../app/api.ts";
import { linkTo } from "../app/route.ts";
import { monthColumns, percent } from "../board/columns.tsx";
import { byMonth } from "../board/options.ts";
import { nothing, useDrawn } from "../board/Picture.tsx";
import { useInk } from "../board/useInk.ts";
import { Grid } from "../parts/Grid.tsx";
import { LevelShape } from "../parts/LevelBadge.tsx";
import { EVERY, type Reading, useScreen } from "./useScreen.ts";
import { clockText } from "./wall.ts";
import { WallAreas } from "./WallAreas.tsx";
import "../styles/wall.css";

/*
 * The board on a wall: numbers alone, large, read anew by itself. Whoever comes in may see it, so that no category stands on
 * it (粤民发〔2024〕32号 七(四): no 留守, no 困境 before the public), no name, and nothing leads anywhere.
 */

function Numbers({ of }: { readonly of: ScreenFigures }) {
  return (
    <ul className="wall-figures">
      <li>
        <b>{of.children}</b>
        <span>{words.children}</span>
      </li>
      {of.levels.map(({ level, word, shape, children }) => (
        <li key={level}>
          <b>{children}</b>
          <span className={`level level-${level}`}>
            <LevelShape shape={shape} />
            {word}
          </span>
        </li>
      ))}
      <li>
        <b>{percent(of)}</b>
        <span>走访按时</span>
      </li>
      <li>
        <b>{of.overdue}</b>
        <span>走访{words.overdue}</span>
      </li>
      <li>
        <b>
          {of.directed}
          <small>／{of.villages}</small>
        </b>
        <span>村居已配主任</span>
      </li>
    </ul>
  );
}

/** Of a picture on a wall, in pixels: read from afar. */
const LETTERS = 18;

function Months({ of }: { readonly of: ScreenFigures }) {
  const ink = useInk();
  const sketch = useMemo(() => byMonth(of, { ...ink, size: LETTERS }), [of, ink]);
  const { place } = useDrawn(sketch, nothing);
  return (
    <section className="wall-panel">
      <div className="wall-panel-head">
        <h2>{words.byMonth}</h2>
      </div>
      <div ref={place} className="wall-canvas" aria-hidden="true" />
      <div className="unseen">
        <Grid label={words.byMonth} rows={of.months} columns={monthColumns} keyOf={(row) => row.month} short />
      </div>
    </section>
  );
}

/** How fresh the numbers are, and what keeps newer ones away. */
function stateOf({ at, refusal }: Reading): string {
  if (!refusal) return at ? `数字读取于 ${clockText(at)}，每${EVERY}分钟自动更新` : "正在读取…";
  const since = at ? `数字停在 ${clockText(at)}` : "还没有数字";
  return `这次没有更新，${since}。${refusal.message}每${EVERY}分钟再试`;
}

/** The screen ends for good: only an officer opens it again. */
async function leave(): Promise<void> {
  await ask("DELETE", "/api/display/own").catch(() => undefined);
  location.hash = linkTo("");
  location.reload();
}

const full = (): void => void document.documentElement.requestFullscreen().catch(() => undefined);

function Foot({ reading }: { readonly reading: Reading }) {
  const [leaving, setLeaving] = useState(false);
  const { figures, refusal } = reading;
  return (
    <footer className="wall-foot">
      <output className={refusal ? "wall-stale" : undefined}>{stateOf(reading)}</output>
      <p>
        {figures?.synthetic && <span>演示数据：人员均为虚构</span>}
        <button type="button" onClick={full}>
          全屏
        </button>
        {leaving ? (
          <button type="button" className="wall-leave" onClick={() => void leave()}>
            确定退出，再打开须重新登录
          </button>
        ) : (
          <button type="button" onClick={() => setLeaving(true)}>
            退出大屏
          </button>
        )}
      </p>
    </footer>
  );
}

export function Wall() {
  const reading = useScreen();
  const { figures, refusal } = reading;
  useEffect(() => {
    document.title = `${figures?.place ?? ""}大屏 · 童护`;
  }, [figures?.place]);
  if (!figures) {
    return (
      <main className="wall">
        <p className="wall-said">{refusal?.message ?? "正在读取…"}</p>
        {refusal?.code === "display.not_open" && (
          <p className="wall-said">
            <a href={linkTo("")}>前往登录</a>
          </p>
        )}
      </main>
    );
  }
  return (
    <main className="wall">
      <header className="wall-head">
        <h1>{figures.place}儿童关爱服务</h1>
        <p>
          {longDay(figures.day)}　{weekdayText(figures.day)}
        </p>
      </header>
      <Numbers of={figures} />
      <div className="wall-panels">
        {figures.areas.length > 0 && <WallAreas areas={figures.areas} />}
        <Months of={figures} />
      </div>
      <Foot reading={reading} />
    </main>
  );
}
