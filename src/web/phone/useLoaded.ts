import { useCallback, useEffect, useState } from "preact/hooks";
import { get } from "./server.ts";
import { useSession } from "./session.ts";

export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly sentence: string; readonly again: () => void }
  | { readonly state: "here"; readonly value: T; readonly again: () => void };

type Held<T> = { readonly path: string; readonly value: T } | { readonly path: string; readonly failed: string };

/** A reading of the server; a session that has ended leads to the sign-in. */
export function useLoaded<T>(path: string): Loaded<T> {
  const { leave } = useSession();
  const [held, setHeld] = useState<Held<T> | null>(null);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => {
    let gone = false;
    void get<T>(path).then((answer) => {
      if (gone) return;
      if (answer.kind === "refused" && answer.code === "account.not_signed_in") leave();
      else setHeld(answer.kind === "ok" ? { path, value: answer.body } : { path, failed: answer.sentence });
    });
    return () => {
      gone = true;
    };
  }, [path, round]);
  if (held?.path !== path) return { state: "loading" };
  return "failed" in held
    ? { state: "failed", sentence: held.failed, again }
    : { state: "here", value: held.value, again };
}
