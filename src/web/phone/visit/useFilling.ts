import { useRef, useState } from "preact/hooks";
import type { Command } from "../command.ts";
import { dropDraft, keepDraft, readDraft } from "../draft.ts";
import type { Memory } from "../useSending.ts";
import { reportedKey, visitKey } from "./begun.ts";
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
  const key = visitKey(personId, childId);
  const [found] = useState(() => foundDraft(key, form));
  const [filling, setFilling] = useState(found?.filling ?? emptyFilling(kind));
  const latestRef = useRef(filling);
  const pendingRef = useRef(found?.pending);
  const keep = (): void => {
    const pending = pendingRef.current;
    keepDraft(key, { form, filling: latestRef.current, ...(pending && { pending }) } satisfies Draft);
  };
  const remember = (pending: Command | undefined): void => {
    pendingRef.current = pending;
    keep();
  };
  // at once, not when the page has been drawn again: an answer may open the report and end this page
  const change = (next: (filling: Filling) => Filling): void => {
    latestRef.current = next(latestRef.current);
    setFilling(latestRef.current);
    keep();
  };
  const drop = (): void => {
    dropDraft(key);
    dropDraft(reportedKey(personId, childId));
  };
  return { filling, change, memory: { pending: found?.pending, remember }, drop };
}
