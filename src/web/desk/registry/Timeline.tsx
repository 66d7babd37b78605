import { Button } from "antd";
import { useState } from "react";
import { shortDay } from "../../ui/dayText.ts";
import type { Loaded } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { useAreaPaths } from "../area/names.ts";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import { usePolicy } from "../policy/policy.ts";
import { dayOfEntry, type FileEntry, latestFirst, originOf, titleOf } from "./fileEntry.ts";
import { placesIn, tellEntry } from "./tellEntry.ts";
import { broughtIn } from "./tellVisit.ts";

/** As many as the style sheet shows of a shortened time line; printed, it is whole. */
const FIRST = 12;

function Entry({
  entry,
  today,
  lines,
}: {
  readonly entry: FileEntry;
  readonly today: string;
  readonly lines: readonly string[];
}) {
  const { author } = entry;
  const named = author !== null && lines.some((line) => line.includes(author)); // who visited need not be named again
  const origin = originOf(entry, named);
  return (
    <li className={`entry-${entry.kind.split(".")[0]}`}>
      <time dateTime={dayOfEntry(entry)}>{shortDay(dayOfEntry(entry), today)}</time>
      <b>{titleOf(entry)}</b>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {origin && <p className="muted">{origin}</p>}
    </li>
  );
}

function Entries({ entries }: { readonly entries: readonly FileEntry[] }) {
  const { today } = useMe();
  const pack = usePolicy();
  const [all, setAll] = useState(false);
  const brought = broughtIn(entries);
  const pathOf = useAreaPaths(entries.flatMap(placesIn));
  const place = (code: string): string => pathOf(code).slice(-3).join("");
  return (
    <>
      <ol className={all ? "timeline" : "timeline timeline-short"}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} today={today} lines={tellEntry(entry, { pack, place, brought })} />
        ))}
      </ol>
      {!all && entries.length > FIRST && (
        <Button block onClick={() => setAll(true)}>
          显示全部 {entries.length} 条
        </Button>
      )}
    </>
  );
}

/** What happened, the latest first: nothing is ever overwritten. */
export function Timeline({ of }: { readonly of: Loaded<readonly unknown[]> }) {
  return (
    <Card title="经过" note="最近的在前，全部留痕">
      <Show of={of} lines={8}>
        {(entries) => <Entries entries={latestFirst(entries as readonly FileEntry[])} />}
      </Show>
    </Card>
  );
}
