import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";
import { type Answer, get } from "./server.ts";
import { useSession } from "./session.ts";
import { watchKeep } from "./sync/open.ts";

export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly sentence: string; readonly again: () => void }
  | { readonly state: "here"; readonly value: T; readonly again: () => void };

interface Held<T> {
  readonly path: string;
  readonly answer: Answer<T>;
}

/** A reading of the server; a session that has ended leads to the sign-in. */
export function useLoaded<T>(path: string, reader: (path: string) => Promise<Answer<T>> = get): Loaded<T> {
  const { leave, round: entered } = useSession();
  const [held, setHeld] = useState<Held<T> | null>(null);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => watchKeep(again), [again]); // what the phone keeps has changed: what is shown of it follows
  useLayoutEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      const answer = await reader(path);
      if (gone) return;
      if (answer.kind === "refused" && answer.code === "account.not_signed_in") leave();
      else setHeld({ path, answer });
    };
    void read();
    return () => {
      gone = true;
    };
  }, [path, reader, round, entered, leave]);
  if (held?.path !== path) return { state: "loading" };
  const { answer } = held;
  return answer.kind === "ok"
    ? { state: "here", value: answer.body, again }
    : { state: "failed", sentence: answer.sentence, again };
}
