import { useCallback, useEffect, useRef, useState } from "react";
import type { Ticket } from "#capabilities/export/words.ts";
import { newId } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { useAct } from "../account/useAct.ts";
import { useFresh } from "../account/useFresh.tsx";
import { call, Refusal } from "../app/api.ts";
import { fetchExport, type Held, isPage, save } from "./fetchExport.ts";
import { beginWaiting, endWaiting, leaveWaiting } from "./stillMaking.ts";

export interface Taken {
  readonly ticket: Ticket;
  readonly held: Held;
}

interface Taking {
  readonly taken: Taken | undefined;
  readonly busy: boolean;
  /** What the server is at while nobody is asked for a code: its id. */
  readonly making: string | undefined;
  /** It was stopped, and nothing was made. */
  readonly stopped: boolean;
  readonly refusal: Refusal | undefined;
  readonly take: (path: string, purpose: Purpose) => Promise<void>;
  /** Waits no longer for what the server has not begun. */
  readonly giveUp: () => void;
  /** Asks for the second factor where it is wanted. */
  readonly question: React.ReactNode;
}

/**
 * Has a file made, fetches it, and saves what is no page. An attempt that failed is sent again under its own id. Whoever
 * closes the question or leaves the page finds it again above each page (StillMaking.tsx), and gets no file by surprise.
 */
export function useTaking(): Taking {
  const { busy, refusal, act, clear: forget } = useAct();
  const { fresh, question, asking } = useFresh();
  const [taken, setTaken] = useState<Taken>();
  const [making, setMaking] = useState<string>();
  const [stopped, setStopped] = useState(false);
  const last = useRef({ of: "", id: "" });
  const held = useRef<Held>(undefined);
  const release = useCallback((): void => {
    held.current?.release();
    held.current = undefined;
  }, []);
  const waiting = useRef<{ readonly id: string; readonly away: AbortController }>(undefined);
  const giveUp = useCallback((): void => waiting.current?.away.abort(), []);
  useEffect(
    () => () => {
      if (waiting.current) leaveWaiting(waiting.current.id);
      giveUp();
      release();
    },
    [giveUp, release],
  );
  const made = async (path: string, purpose: Purpose, id: string, signal: AbortSignal): Promise<Taken> => {
    beginWaiting(id);
    setMaking(id);
    try {
      const ticket = await fresh(() => call<Ticket>("POST", path, { id, purpose }, signal));
      return { ticket, held: await fresh(() => fetchExport(ticket.link, ticket.name, signal)) };
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      if (thrown.code === "export.stopped") setStopped(true);
      // without an answer nobody knows whether the server goes on: it is looked up
      if (thrown.status === 0) leaveWaiting(id);
      else endWaiting(id);
      throw thrown;
    }
  };
  const take = async (path: string, purpose: Purpose): Promise<void> => {
    const of = `${path} ${purpose}`;
    if (last.current.of !== of) last.current = { of, id: newId() };
    const { id } = last.current;
    const away = new AbortController();
    waiting.current = { id, away };
    setStopped(false);
    const done = await act(() => made(path, purpose, id, away.signal));
    waiting.current = undefined;
    setMaking(undefined);
    if (away.signal.aborted) {
      done?.value.held.release();
      return forget();
    }
    if (!done) return;
    endWaiting(id);
    release();
    held.current = done.value.held;
    last.current = { of: "", id: "" };
    if (!isPage(done.value.ticket)) save(done.value.held);
    setTaken(done.value);
  };
  return { taken, busy, making: asking ? undefined : making, stopped, refusal: stopped ? undefined : refusal, take, giveUp, question };
} // prettier-ignore
