import { useEffect, useRef, useState } from "preact/hooks";
import type { Command } from "../command.ts";
import { dropDraft, keepDraft, readDraft } from "../draft.ts";
import type { Memory } from "../useSending.ts";
import { reportedKey, visitKey } from "./begun.ts";
import { emptyFilling, type Filling, type Kind } from "./filling.ts";
import type { VisitForm } from "./question.ts";
import { askedIn, type Draft, resumed } from "./resumed.ts";

export interface Held {
  readonly filling: Filling;
  readonly change: (next: (filling: Filling) => Filling) => void;
  readonly memory: Memory;
  readonly drop: () => void;
}

/** A half-filled visit that outlives a reload: kept with every change, together with a message not yet answered. */
export function useFilling(personId: string, childId: string, form: VisitForm, kind: Kind): Held {
  const key = visitKey(personId, childId);
  const [found] = useState(() => readDraft(key) as Draft | undefined);
  const [filling, setFilling] = useState(() => (found ? resumed(found, form) : emptyFilling(kind)));
  const latestRef = useRef(filling);
  const pendingRef = useRef(found?.pending);
  // a place or a picture may come when the visit has been stored, or the page been left for another one
  const endedRef = useRef<"stored" | "left" | undefined>(undefined);
  useEffect(
    () => () => {
      endedRef.current ??= "left";
    },
    [],
  );
  const keep = (): void => {
    const pending = pendingRef.current;
    const draft: Draft = {
      form: form.form,
      asked: askedIn(form),
      filling: latestRef.current,
      ...(pending && { pending }),
    };
    keepDraft(key, { ...draft });
  };
  const remember = (pending: Command | undefined): void => {
    pendingRef.current = pending;
    keep();
  };
  // at once, not when the page has been drawn again: an answer may open the report and end this page
  const change = (next: (filling: Filling) => Filling): void => {
    if (endedRef.current === "stored") return;
    if (endedRef.current === "left") {
      const held = readDraft(key) as Draft | undefined;
      if (held) keepDraft(key, { ...held, filling: next(held.filling) });
      return;
    }
    latestRef.current = next(latestRef.current);
    setFilling(latestRef.current);
    keep();
  };
  const drop = (): void => {
    endedRef.current = "stored";
    dropDraft(key);
    dropDraft(reportedKey(personId, childId));
  };
  return { filling, change, memory: { pending: found?.pending, remember }, drop };
}
