import { useCallback, useEffect, useRef, useState } from "react";
import type { Findings, ListShown } from "#capabilities/comparison/words.ts";
import { address, call, type Refusal, refusalFrom } from "../app/api.ts";
import { upload, type Uploading } from "../survey/upload.ts";

interface ListState {
  /** Percent sent while the file travels; undefined otherwise. */
  readonly sent: number | undefined;
  readonly list: ListShown | undefined;
  readonly refusal: Refusal | undefined;
}

export interface Asked {
  readonly kind: string;
  readonly day: string;
}

const EVERY = 900;

/** Sends a list, then asks how far its comparison is until it has ended. */
export function useList(ended: () => void): ListState & {
  readonly begin: (asked: Asked, file: File) => void;
  readonly stop: () => void;
  /** Somebody has answered for a list in doubt: it is asked about again. */
  readonly again: () => void;
} {
  const [state, setState] = useState<ListState>({ sent: undefined, list: undefined, refusal: undefined });
  const travelling = useRef<Uploading>(undefined);
  const { list } = state;
  useEffect(() => {
    if (list?.status !== "running") return undefined;
    const ask = async (): Promise<void> => {
      try {
        const next = await call<Findings>("GET", `/api/comparison/lists/${list.id}`);
        setState((now) => ({ ...now, list: next.list, refusal: undefined }));
        if (next.list.status !== "running") ended();
      } catch (thrown) {
        setState((now) => ({ ...now, list: { ...list }, refusal: refusalFrom(thrown) }));
      }
    };
    const timer = setTimeout(() => void ask(), EVERY);
    return () => clearTimeout(timer);
  }, [list, ended]);
  const begin = useCallback(
    (asked: Asked, file: File): void => {
      setState({ sent: 0, list: undefined, refusal: undefined });
      travelling.current = upload<ListShown>(address("/api/comparison/lists", { ...asked }), file, {
        progress: (sent, of) => setState((now) => ({ ...now, sent: of > 0 ? Math.round((sent / of) * 100) : 0 })),
        done: (first) => {
          setState({ sent: undefined, list: first, refusal: undefined });
          ended();
        },
        failed: (refusal) => setState({ sent: undefined, list: undefined, refusal }),
      });
    },
    [ended],
  );
  const stop = useCallback((): void => {
    travelling.current?.stop();
    if (list?.status === "running") void call("POST", `/api/comparison/lists/${list.id}/cancel`).catch(() => undefined);
  }, [list]);
  const again = useCallback(
    (): void => setState((now) => ({ ...now, list: now.list && { ...now.list, status: "running" } })),
    [],
  );
  return { ...state, begin, stop, again };
}
