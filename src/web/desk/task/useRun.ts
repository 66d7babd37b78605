import { useEffect, useRef, useState } from "react";
import type { AssignmentRun } from "#capabilities/task/words.ts";
import { address, call, type Refusal, refusalFrom } from "../app/api.ts";
import { useLoad } from "../app/load.ts";

const EVERY = 700;

const isMoving = (run: AssignmentRun | undefined): boolean => run?.status === "running" || run?.status === "stopping";

export interface Run {
  readonly run: AssignmentRun | undefined;
  readonly refusal: Refusal | undefined;
  readonly stop: () => void;
  readonly resume: () => void;
}

/**
 * How far an assignment is, asked again and again until it stands still: the address names it, so that it is found after a
 * reload. Undefined for one of another office, of which the list alone is shown. `ended`: it stands still after it had moved.
 */
export function useRun(batch: string | undefined, ended: () => void): Run {
  const { data, refusal, loading, reload } = useLoad<readonly AssignmentRun[]>(
    batch && address("/api/task/runs", { batch }),
  );
  const [refused, setRefused] = useState<Refusal>();
  const run = data?.find((one) => one.batch === batch);
  const moving = isMoving(run);
  useEffect(() => {
    if (!moving || loading) return undefined;
    const timer = setTimeout(reload, EVERY);
    return () => clearTimeout(timer);
  }, [moving, loading, reload]);
  const was = useRef(moving);
  useEffect(() => {
    if (was.current && !moving) ended();
    was.current = moving;
  }, [moving, ended]);
  const act = (what: string) => async (): Promise<void> => {
    setRefused(undefined);
    await call("POST", `/api/task/runs/${batch}/${what}`).catch((thrown: unknown) => setRefused(refusalFrom(thrown)));
    reload();
  };
  return {
    run,
    refusal: refused ?? refusal,
    stop: () => void act("stop")(),
    resume: () => void act("resume")(),
  };
}
