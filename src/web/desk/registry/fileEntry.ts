import { type Source, sources } from "#capabilities/registry/words.ts";
import { type Day, dayOf, isDay } from "#kernel/day.ts";
import { longDay } from "../../ui/dayText.ts";

/* An entry of a file as the time line shows it: its day, its name, where it comes from. What it says: tellEntry.ts. */

export interface FileEntry {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly area: string;
  /** Who wrote it down; null for the system itself. */
  readonly author: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** Facts that it changed, as they stood before. */
  readonly was: Readonly<Record<string, unknown>>;
}

/** A member of an entry that is a text, or none. */
export const text = (body: FileEntry["body"], key: string): string => {
  const value = body[key];
  return typeof value === "string" ? value : "";
};

/** The day of the thing itself, not of its being written down. */
export function dayOfEntry(entry: FileEntry): Day {
  const day = entry.body["day"] ?? entry.body["from"] ?? entry.body["opened"];
  return isDay(day) ? day : dayOf(new Date(entry.occurredAt));
}

/** The latest day first; of one day, what was written down last. */
export const latestFirst = (entries: readonly FileEntry[]): FileEntry[] =>
  entries.toSorted((a, b) => {
    const [day, other] = [dayOfEntry(a), dayOfEntry(b)];
    return day === other ? b.seq - a.seq : day < other ? 1 : -1;
  });

/** Where an entry comes from and who wrote it down, and when, where that was on a later day. */
export function originOf(entry: FileEntry, named: boolean): string {
  const { author, kind } = entry;
  const told = text(entry.body, "source");
  const source: string = kind === "grade.assessed" ? "按政策自动判定" : (sources[told as Source] ?? "");
  const written = dayOf(new Date(entry.recordedAt));
  const by = author === null ? (source === "" ? "系统自动记录" : "") : named ? "" : `记录人：${author}`;
  const later = written > dayOfEntry(entry) ? `${longDay(written)}录入` : "";
  return [source && `来源：${source}`, by, later].filter(Boolean).join("，");
}

/** What an entry is called: a correction says so. */
export const titleOf = ({ kind, title, body }: FileEntry): string =>
  kind === "registry.facts_recorded" && body["source"] === "correction" ? "更正信息" : title;
