/** @jsxImportSource preact */
import { hashOf } from "../hash.ts";
import { spoken, text } from "../language/text.ts";
import { commandTitle } from "./commandTitle.ts";
import type { Done } from "./done.ts";
import type { Keep } from "./keep.ts";
import { isConcern, righted } from "./kept.ts";
import { useKeepHere } from "./vaultContext.ts";
import { placeOf, Written } from "./Written.tsx";

/** 10:03, by the clock of China as the last meeting corrected it. */
const clockText = (at: string, ahead: number): string =>
  righted(at, ahead).toLocaleTimeString(spoken(), { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }); // prettier-ignore

function Line({ keep, done: { content, state } }: { keep: Keep; done: Done }) {
  const { operation, body, at, name } = content;
  const place = placeOf(keep, content);
  const { note } = body;
  const isTold = !isConcern(content);
  return (
    <details class="question" data-done={state}>
      <summary>
        <span class="name">{isTold ? name : text("concern.unsent_line")}</span>
        <br />
        {clockText(at, keep.village?.ahead ?? 0)} {commandTitle(operation, body)}
        <br />
        <span class={state === "sent" ? "soft" : "strong"}>{text(`done.${state}`)}</span>
      </summary>
      <div class="stack">
        {isTold && <Written content={content} />}
        {isTold && typeof note === "string" && note !== "" && <p>{note}</p>}
        {place && (
          <a class="btn wide" href={hashOf(place)}>
            {text(place.page === "file" ? "task.file" : "done.open")}
          </a>
        )}
      </div>
    </details>
  );
}

/** 今天已做: each opens what was written, sent or not; empty again when China's day begins. */
export function DoneToday() {
  const keep = useKeepHere();
  const done = keep?.doneToday ?? [];
  if (!keep || done.length === 0) return null;
  return (
    <section class="card" data-group="done">
      <h2>{text("done.title", { n: done.length })}</h2>
      {done.map((one) => (
        <Line key={one.id} keep={keep} done={one} />
      ))}
    </section>
  );
}
