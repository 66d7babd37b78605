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
  readonly refusal: Refusal | undefined;
  readonly take: (path: string, purpose: Purpose) => Promise<void>;
  /** Lets go of the file that the browser holds. */
  readonly clear: () => void;
  /** Asks for the second factor where it is wanted. */
  readonly question: React.ReactNode;
}

/** Has a file made, fetches it, and saves what is no page. An attempt that failed is sent again under its own id. */
export function useTaking(): Taking {
  const { busy, refusal, act, clear: forget } = useAct();
  const { fresh, question } = useFresh();
  const [taken, setTaken] = useState<Taken>();
  const last = useRef({ of: "", id: "" });
  const held = useRef<Held>(undefined);
  const release = useCallback((): void => {
    held.current?.release();
    held.current = undefined;
  }, []);
  useEffect(() => release, [release]);
  const take = async (path: string, purpose: Purpose): Promise<void> => {
    const of = `${path} ${purpose}`;
    if (last.current.of !== of) last.current = { of, id: newId() };
    const done = await act(async () => {
      const ticket = await fresh(() => call<Ticket>("POST", path, { id: last.current.id, purpose }));
      return { ticket, held: await fresh(() => fetchExport(ticket.link, ticket.name)) };
    });
    if (!done) return;
    release();
    held.current = done.value.held;
    last.current = { of: "", id: "" };
    if (!isPage(done.value.ticket)) save(done.value.held);
    setTaken(done.value);
  };
  const clear = useCallback((): void => {
    release();
    setTaken(undefined);
    forget();
  }, [release, forget]);
  return { taken, busy, refusal, take, clear, question };
}
