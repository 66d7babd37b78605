import { useCallback, useEffect, useState } from "react";
import { call, type Refusal, refusalFrom } from "./api.ts";
import type { Loaded } from "./load.ts";

interface Page<Line> {
  readonly lines: readonly Line[];
  readonly next: string | null;
}

/** The pages read so far as one list, and why the next one did not come. */
export interface Pages<Line> extends Page<Line> {
  readonly of: string;
  readonly refusal?: Refusal;
}

export interface Reading<Line> extends Loaded<Pages<Line>> {
  /** Reads the next page; undefined where the list has ended. */
  readonly more: (() => void) | undefined;
  readonly reading: boolean;
}

/** How a list calls its lines, and the word by which the next page is asked for: a constant of its module. */
export interface Named {
  readonly lines: string;
  readonly after: string;
}

const plain: Named = { lines: "lines", after: "after" };

async function readPage<Line>(path: string, named: Named, signal?: AbortSignal): Promise<Page<Line>> {
  const answer = await call<Readonly<Record<string, unknown>>>("GET", path, undefined, signal);
  return { lines: answer[named.lines] as readonly Line[], next: answer["next"] as string | null };
}

/** Reads a list page after page: the next one begins where the last one ended. */
export function usePages<Line>(path: string, named = plain): Reading<Line> {
  const [pages, setPages] = useState<Pages<Line>>();
  const [turn, setTurn] = useState(0);
  const [reading, setReading] = useState(false);
  const asked = `${turn} ${path}`;
  useEffect(() => {
    const stop = new AbortController();
    readPage<Line>(path, named, stop.signal).then(
      ({ lines, next }) => setPages({ of: asked, lines, next }),
      (thrown: unknown) => {
        if (!stop.signal.aborted) setPages({ of: asked, lines: [], next: null, refusal: refusalFrom(thrown) });
      },
    );
    return () => stop.abort();
  }, [path, named, asked]);
  const refused = pages?.lines.length === 0 ? pages.refusal : undefined;
  const next = pages?.next ?? null;
  const of = pages?.of;
  const readMore = useCallback(async (): Promise<void> => {
    if (of !== asked) return; // where the next page begins is known of another list
    setReading(true);
    try {
      const page = await readPage<Line>(`${path}${path.includes("?") ? "&" : "?"}${named.after}=${next ?? ""}`, named);
      setPages((now) => now?.of === asked ? { of: asked, lines: [...now.lines, ...page.lines], next: page.next } : now); // prettier-ignore
    } catch (thrown) {
      setPages((now) => now && { ...now, refusal: refusalFrom(thrown) });
    } finally {
      setReading(false);
    }
  }, [next, path, named, asked, of]);
  return {
    // a list whose first page was refused holds nothing: it is not an empty one
    data: refused ? undefined : pages,
    refusal: refused,
    loading: pages?.of !== asked,
    reload: () => setTurn((n) => n + 1),
    more: next === null ? undefined : () => void readMore(),
    reading,
  };
}
