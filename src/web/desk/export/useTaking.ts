import { useCallback, useEffect, useRef, useState } from "react";
import type { Ticket } from "#capabilities/export/words.ts";
import { newId } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { useAct } from "../account/useAct.ts";
import { useFresh } from "../account/useFresh.tsx";
import { call, type Refusal } from "../app/api.ts";
import { fetchExport, type Held, isPage, save } from "./fetchExport.ts";

export interface Taken {
  readonly ticket: Ticket;
  readonly held: Held;
}

interface Taking {
  readonly taken: Taken | undefined;
  readonly busy: boolean;
  /** The server is at it: nobody is asked for a code. */
  readonly making: boolean;
  readonly refusal: Refusal | undefined;
  readonly take: (path: string, purpose: Purpose) => Promise<void>;
  /** Waits no longer: nothing is saved here; what the server has begun it keeps in the list of exports. */
  readonly stop: () => void;
  /** Asks for the second factor where it is wanted. */
  readonly question: React.ReactNode;
}

/** Has a file made, fetches it, and saves what is no page. An attempt that failed is sent again under its own id. */
export function useTaking(): Taking {
  const { busy, refusal, act, clear: forget } = useAct();
  const { fresh, question, asking } = useFresh();
  const [taken, setTaken] = useState<Taken>();
  const last = useRef({ of: "", id: "" });
  const held = useRef<Held>(undefined);
  const release = useCallback((): void => {
    held.current?.release();
    held.current = undefined;
  }, []);
  const waiting = useRef<AbortController>(undefined);
  const stop = useCallback((): void => waiting.current?.abort(), []);
  // whoever closes the question or leaves the page gets no file some seconds later
  useEffect(
    () => () => {
      stop();
      release();
    },
    [stop, release],
  );
  const take = async (path: string, purpose: Purpose): Promise<void> => {
    const of = `${path} ${purpose}`;
    if (last.current.of !== of) last.current = { of, id: newId() };
    const { signal } = (waiting.current = new AbortController());
    const done = await act(async () => {
      const ticket = await fresh(() => call<Ticket>("POST", path, { id: last.current.id, purpose }, signal));
      return { ticket, held: await fresh(() => fetchExport(ticket.link, ticket.name, signal)) };
    });
    if (signal.aborted) {
      done?.value.held.release();
      return forget();
    }
    if (!done) return;
    release();
    held.current = done.value.held;
    last.current = { of: "", id: "" };
    if (!isPage(done.value.ticket)) save(done.value.held);
    setTaken(done.value);
  };
  return { taken, busy, making: busy && !asking, refusal, take, stop, question };
}
