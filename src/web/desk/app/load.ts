import { useCallback, useEffect, useRef, useState } from "react";
import { call, type Refusal, refusalFrom } from "./api.ts";

export interface Loaded<T> {
  /** The last answer; while the same thing is asked with another filter, the old one stays to be looked at. */
  readonly data: T | undefined;
  readonly refusal: Refusal | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

interface Held<T> {
  readonly data?: T | undefined;
  readonly refusal?: Refusal;
  readonly of?: string;
  readonly path?: string;
}

/** What an address reads, without its filters. */
const thingOf = (path: string): string => path.split("?", 1)[0] ?? path;

/**
 * Reads an address and keeps it: undefined asks for nothing. An answer that comes too late is thrown away, and one of another
 * thing is never shown for this one: what was read of one child must not stand a moment under another's name.
 */
export function useLoad<T>(path: string | undefined): Loaded<T> {
  const [state, setState] = useState<Held<T>>({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === undefined) return undefined;
    const stop = new AbortController();
    const of = `${turn} ${path}`;
    call<T>("GET", path, undefined, stop.signal).then(
      (data) => !stop.signal.aborted && setState({ data, of, path }),
      (thrown: unknown) => {
        if (stop.signal.aborted) return;
        const refusal = refusalFrom(thrown);
        // what is read anew and does not come leaves the last answer standing, with a form that is being filled in it
        setState((now) => ({ data: now.path === path ? now.data : undefined, refusal, of, path }));
      },
    );
    return () => stop.abort();
  }, [path, turn]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  const isOfThis = path === undefined || state.path === undefined || thingOf(state.path) === thingOf(path);
  return {
    data: isOfThis ? state.data : undefined,
    refusal: isOfThis ? state.refusal : undefined,
    loading: path !== undefined && state.of !== `${turn} ${path}`,
    reload,
  };
}

export interface Sending {
  readonly sending: boolean;
  readonly refusal: Refusal | undefined;
  /** True once it is stored. */
  readonly send: (path: string, body: Readonly<Record<string, unknown>>) => Promise<boolean>;
  readonly clear: () => void;
}

/**
 * Sends a command under an id of its own. The same content sent again keeps its id, so that a lost answer stores
 * nothing twice; changed content is another command.
 */
export function useSend(newId: () => string): Sending {
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const last = useRef({ text: "", id: "" });
  const send = useCallback(
    async (path: string, body: Readonly<Record<string, unknown>>): Promise<boolean> => {
      const text = `${path} ${JSON.stringify(body)}`;
      if (last.current.text !== text) last.current = { text, id: newId() };
      setSending(true);
      setRefusal(undefined);
      try {
        await call("POST", path, { id: last.current.id, ...body });
        last.current = { text: "", id: "" };
        return true;
      } catch (thrown) {
        setRefusal(refusalFrom(thrown));
        return false;
      } finally {
        setSending(false);
      }
    },
    [newId],
  );
  const clear = useCallback(() => setRefusal(undefined), []);
  return { sending, refusal, send, clear };
}
