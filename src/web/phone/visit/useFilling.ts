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

/** A half-filled visit that outlives a reload: kept with every change, together with a message not yet answered. */
export function useFilling(personId: string, childId: string, form: string, kind: Kind): Held {
  const key = draftKey(personId, `visit.${childId}`);
  const [found] = useState(() => {
    const draft = readDraft<Draft>(key);
    return draft?.form === form ? draft : undefined;
  });
  const [filling, setFilling] = useState(found?.filling ?? emptyFilling(kind));
  const pending = useRef(found?.pending);
  const touched = useRef(found !== undefined);
  const keep = (next: Filling): void => {
    if (!touched.current) return;
    keepDraft(key, { form, filling: next, ...(pending.current && { pending: pending.current }) } satisfies Draft);
  };
  useEffect(() => keep(filling), [filling]);
  const remember = (message: Command | undefined): void => {
    pending.current = message;
    touched.current ||= message !== undefined;
    keep(filling);
  };
  const change = (next: (filling: Filling) => Filling): void => {
    touched.current = true;
    setFilling(next);
  };
  return { filling, change, memory: { pending: found?.pending, remember }, drop: () => dropDraft(key) };
}
