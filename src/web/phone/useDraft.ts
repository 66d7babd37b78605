import { useRef, useState } from "preact/hooks";
import { draftKey, dropDraft, keepDraft, readDraft } from "./draft.ts";
import { useSession } from "./session.ts";

export interface Drafted<T> {
  readonly held: T;
  readonly put: (part: Partial<T>) => void;
  /** It has been sent: nothing of it is kept. */
  readonly drop: () => void;
}

/** What one writes on a page, kept at each field: neither leaving it nor the end of the program loses a word. */
export function useDraft<T extends object>(name: string, empty: T): Drafted<T> {
  const { me } = useSession();
  const key = draftKey(me.personId, name);
  const [held, setHeld] = useState<T>(() => ({ ...empty, ...(readDraft(key) as Partial<T> | undefined) }));
  const latestRef = useRef(held); // two fields may change before the page is drawn again
  const hold = (next: T): void => {
    latestRef.current = next;
    setHeld(next);
  };
  const put = (part: Partial<T>): void => {
    const next = { ...latestRef.current, ...part };
    hold(next);
    if (JSON.stringify(next) === JSON.stringify(empty)) dropDraft(key);
    else keepDraft(key, { ...next });
  };
  const drop = (): void => {
    hold(empty);
    dropDraft(key);
  };
  return { held, put, drop };
}

/** Whether something was written there and not sent: such a form is open, not behind a tap. */
export function useBegun(name: string): boolean {
  const { me } = useSession();
  const [begun] = useState(() => readDraft(draftKey(me.personId, name)) !== undefined);
  return begun;
}
