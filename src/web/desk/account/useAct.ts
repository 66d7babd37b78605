import { useCallback, useState } from "react";
import { type Refusal, refusalFrom } from "../app/api.ts";

export interface Act {
  readonly busy: boolean;
  readonly refusal: Refusal | undefined;
  /** What was answered, or undefined where it was refused. */
  readonly act: <T>(work: () => Promise<T>) => Promise<{ readonly value: T } | undefined>;
  readonly clear: () => void;
}

/** One thing done at a time: whether it is under way, and why it was refused. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const act = useCallback(async <T>(work: () => Promise<T>): Promise<{ readonly value: T } | undefined> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      return { value: await work() };
    } catch (thrown) {
      setRefusal(refusalFrom(thrown));
      return undefined;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setRefusal(undefined), []);
  return { busy, refusal, act, clear };
}
