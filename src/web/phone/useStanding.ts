import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Standing, whoIsHere } from "./session.ts";
import { watchKeep } from "./sync/open.ts";

/** A phone that lay in the pocket over night has another today, or its session has ended. */
const STALE_MS = 10 * 60_000;

/** Who is in; while a session has ended, who was: their half-filled page is kept for them alone. */
interface Held {
  readonly standing: Standing | null;
  readonly before: In | null;
  readonly round: number;
}

type In = Extract<Standing, { kind: "in" }>;

/** What is known after another look. */
function next(held: Held, found: Standing): Held {
  const was = held.standing?.kind === "in" ? held.standing : held.before;
  // Without a network, whoever was in stays in: what is half-filled must not go from the screen.
  if (found.kind === "unreachable" && held.standing?.kind === "in") return held;
  if (found.kind !== "in") return { ...held, standing: found, before: was };
  return { standing: found, before: null, round: held.round + (held.before === null ? 0 : 1) };
}

interface Kept extends Held {
  readonly look: () => void;
  /** The session has ended; `forget`: the person has signed out, and nothing of theirs stays. */
  readonly leave: () => void;
  readonly forget: () => void;
}

export function useStanding(): Kept {
  const [held, setHeld] = useState<Held>({ standing: null, before: null, round: 0 });
  const lookedRef = useRef(0);
  const look = useCallback(() => {
    lookedRef.current = Date.now();
    const read = async (): Promise<void> => {
      const found = await whoIsHere();
      setHeld((now) => next(now, found));
    };
    void read();
  }, []);
  const leave = useCallback(() => setHeld((now) => next(now, { kind: "out" })), []);
  const forget = useCallback(() => setHeld({ standing: { kind: "out" }, before: null, round: 0 }), []);
  // before what is drawn so far reaches the screen: each turn of it is a wait of the first list
  useLayoutEffect(() => {
    const awake = (): void => {
      if (document.visibilityState === "visible" && Date.now() - lookedRef.current > STALE_MS) look();
    };
    look();
    const unwatch = watchKeep(look); // another day, another policy, another village
    document.addEventListener("visibilitychange", awake);
    return () => {
      unwatch();
      document.removeEventListener("visibilitychange", awake);
    };
  }, [look]);
  return { ...held, look, leave, forget };
}
