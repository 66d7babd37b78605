import { useCallback, useEffect, useRef, useState } from "react";
import type { ImportRow } from "#capabilities/survey/words.ts";
import { call, type Refusal, refusalFrom } from "../app/api.ts";
import { upload, type Uploading } from "./upload.ts";

export interface UploadState {
  /** Percent sent while the file travels; undefined otherwise. */
  readonly sent: number | undefined;
  /** The import as the server last told it. */
  readonly row: ImportRow | undefined;
  readonly refusal: Refusal | undefined;
}

const EVERY = 700;

/** Sends a workbook, then asks how far the reading is until it has ended. */
export function useUpload(
  ended: () => void,
): UploadState & { readonly begin: (file: File) => void; readonly stop: () => void } {
  const [state, setState] = useState<UploadState>({ sent: undefined, row: undefined, refusal: undefined });
  const travelling = useRef<Uploading>(undefined);
  const { row } = state;
  useEffect(() => {
    if (row?.status !== "running") return undefined;
    const ask = async (): Promise<void> => {
      try {
        const next = await call<ImportRow>("GET", `/api/survey/imports/${row.id}`);
        setState((now) => ({ ...now, row: next, refusal: undefined }));
        if (next.status !== "running") ended();
      } catch (thrown) {
        setState((now) => ({ ...now, row: { ...row }, refusal: refusalFrom(thrown) }));
      }
    };
    const timer = setTimeout(() => void ask(), EVERY);
    return () => clearTimeout(timer);
  }, [row, ended]);
  const begin = useCallback(
    (file: File): void => {
      setState({ sent: 0, row: undefined, refusal: undefined });
      travelling.current = upload<ImportRow>("/api/survey/imports", file, {
        progress: (sent, of) => setState((now) => ({ ...now, sent: of > 0 ? Math.round((sent / of) * 100) : 0 })),
        done: (first) => {
          setState({ sent: undefined, row: first, refusal: undefined });
          if (first.status !== "running") ended(); // what is no workbook has ended before the answer is here
        },
        failed: (refusal) => setState({ sent: undefined, row: undefined, refusal }),
      });
    },
    [ended],
  );
  const stop = useCallback((): void => {
    travelling.current?.stop();
    if (row?.status === "running") void call("POST", `/api/survey/imports/${row.id}/cancel`).catch(() => undefined);
  }, [row]);
  return { ...state, begin, stop };
}
