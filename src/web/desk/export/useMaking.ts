import { useEffect, useState } from "react";
import type { MakingLine } from "#capabilities/export/words.ts";
import { call, type Refusal, refusalFrom } from "../app/api.ts";

const EVERY = 1000;

export interface Making {
  /** How far it is; undefined before the server has begun. */
  readonly line: MakingLine | undefined;
  /** So often it was asked for in vain. */
  readonly missed: number;
  readonly refusal: Refusal | undefined;
  readonly stopping: boolean;
  /** The server stops; false where it has not begun at all. */
  readonly stop: () => Promise<boolean>;
}

const isMoving = (line: MakingLine): boolean => line.state === "running" || line.state === "stopping";

/** A file on its way, asked for each second until it has ended. */
export function useMaking(id: string): Making {
  const [{ line, missed, refusal }, setState] = useState<Pick<Making, "line" | "missed" | "refusal">>({ line: undefined, missed: 0, refusal: undefined });
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (line && !isMoving(line)) return undefined;
    const away = new AbortController();
    const look = (): void => {
      call<MakingLine | null>("GET", `/api/export/makings/${id}`, undefined, away.signal).then(
        (now) => setState((was) => (now ? { line: now, missed: 0, refusal: undefined } : { ...was, missed: was.missed + 1, refusal: undefined })),
        (thrown: unknown) => away.signal.aborted || setState((was) => ({ ...was, missed: was.missed + 1, refusal: refusalFrom(thrown) })),
      );
    };
    const timer = setTimeout(look, line || missed > 0 ? EVERY : 0);
    return () => {
      clearTimeout(timer);
      away.abort();
    };
  }, [id, line, missed]);
  const stop = async (): Promise<boolean> => {
    setAsked(true);
    try {
      const now = await call<MakingLine>("POST", `/api/export/makings/${id}/stop`);
      setState({ line: now, missed: 0, refusal: undefined });
      return true;
    } catch (thrown) {
      setAsked(false);
      return refusalFrom(thrown).status !== 404;
    }
  };
  return { line, missed, refusal, stopping: asked || line?.state === "stopping", stop };
} // prettier-ignore
