import { useEffect, useRef, useState } from "preact/hooks";
import type { Command } from "../command.ts";
import { draftKey, dropDraft, keepDraft, readDraft } from "../draft.ts";
import type { Memory } from "../useSending.ts";
import { emptyFilling, type Filling, type Kind } from "./filling.ts";

interface Draft {
  /** The policy whose form was filled; another one's draft does not fit. */
  readonly form: string;
  readonly filling: Filling;
  readonly pending?: Command;
}

export interface Held {
  readonly filling: Filling;
  readonly change: (next: (filling: Filling) => Filling) => void;
  readonly memory: Memory;
  readonly drop: () => void;
}

function foundDraft(key: string, form: string): Draft | undefined {
  const draft = readDraft(key) as Draft | undefined;
  return draft?.form === form || draft?.pending ? draft : undefined;
}

/** A half-filled visit that outlives a reload: kept with every change, together with a message not yet answered. */
export function useFilling(personId: string, childId: string, form: string, kind: Kind): Held {
  const key = draftKey(personId, `visit.${childId}`);
  const [found] = useState(() => foundDraft(key, form));
  const [filling, setFilling] = useState(found?.filling ?? emptyFilling(kind));
  const [touched, setTouched] = useState(false);
  const pendingRef = useRef(found?.pending);
  useEffect(() => {
    const pending = pendingRef.current;
    if (touched) keepDraft(key, { form, filling, ...(pending && { pending }) } satisfies Draft);
  }, [key, form, filling, touched]);
  const remember = (pending: Command | undefined): void => {
    pendingRef.current = pending;
    keepDraft(key, { form, filling, ...(pending && { pending }) } satisfies Draft);
  };
  const change = (next: (filling: Filling) => Filling): void => {
    setTouched(true);
    setFilling(next);
  };
  return { filling, change, memory: { pending: found?.pending, remember }, drop: () => dropDraft(key) };
}
