import { useEffect, useRef, useState } from "preact/hooks";
import type { Command } from "../command.ts";
import { draftKey, dropDraft, keepDraft, readDraft } from "../draft.ts";
import type { Memory } from "../useSending.ts";
import type { Filling } from "./filling.ts";

interface Draft {
  readonly filling: Filling;
  readonly pending?: Command;
}

const keyOf = (personId: string, childId: string): string => draftKey(personId, `entrustment.${childId}`);

export const hasDraft = (personId: string, childId: string): boolean =>
  readDraft(keyOf(personId, childId)) !== undefined;

export interface HeldAgreement {
  readonly filling: Filling;
  readonly change: (next: (now: Filling) => Filling) => void;
  readonly memory: Memory;
  readonly drop: () => void;
}

/** A half-filled agreement, kept with every change and every stroke, together with a message not yet answered. */
export function useAgreement(personId: string, childId: string, empty: Filling): HeldAgreement {
  const key = keyOf(personId, childId);
  const [found] = useState(() => readDraft(key) as Draft | undefined);
  const [filling, setFilling] = useState(found?.filling ?? empty);
  const touchedRef = useRef(false);
  const pendingRef = useRef(found?.pending);
  useEffect(() => {
    const pending = pendingRef.current;
    if (touchedRef.current) keepDraft(key, { filling, ...(pending && { pending }) } satisfies Draft);
  }, [key, filling]);
  const remember = (pending: Command | undefined): void => {
    pendingRef.current = pending;
    keepDraft(key, { filling, ...(pending && { pending }) } satisfies Draft);
  };
  const change = (next: (now: Filling) => Filling): void => {
    touchedRef.current = true;
    setFilling(next);
  };
  const drop = (): void => {
    touchedRef.current = false;
    dropDraft(key);
  };
  return { filling, change, memory: { pending: found?.pending, remember }, drop };
}
