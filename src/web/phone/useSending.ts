import { useRef, useState } from "preact/hooks";
import { type Command, command, deliver, freshId, type Receipt } from "./command.ts";
import { useSession } from "./session.ts";

export interface Sending {
  readonly busy: boolean;
  /** True while nobody knows whether the last message arrived: nothing may be changed, only sent again. */
  readonly locked: boolean;
  readonly fault: string | undefined;
  readonly send: (path: string, body: Readonly<Record<string, unknown>>) => void;
}

/** What a form remembers of a message under way, so that it can be sent again after a reload. */
export interface Memory {
  readonly pending: Command | undefined;
  readonly remember: (pending: Command | undefined) => void;
}

export const UNSURE = "内容都还在，再点一次就重新送，不会重复。";

/**
 * One command of a form on its way. Where the answer was lost, the very same message goes out again, whatever the
 * form says by then: the server stores it once, and what was typed after it could not get lost unseen.
 */
export function useSending(stored: (receipt: Receipt) => void, memory?: Memory): Sending {
  const { leave } = useSession();
  const held = useRef<Command | undefined>(memory?.pending);
  const id = useRef(memory?.pending?.body.id ?? freshId());
  const [busy, setBusy] = useState(false);
  const [locked, setLocked] = useState(memory?.pending !== undefined);
  const [fault, setFault] = useState<string | undefined>(memory?.pending && `上次没有送完。${UNSURE}`);
  const settle = (pending: Command | undefined, said: string | undefined): void => {
    held.current = pending;
    memory?.remember(pending);
    setLocked(pending !== undefined);
    setFault(said);
  };
  const send = (path: string, body: Readonly<Record<string, unknown>>): void => {
    if (busy) return;
    const message = held.current ?? command(path, id.current, body);
    setBusy(true);
    memory?.remember(message); // before it goes out: the page may be gone before the answer comes
    void deliver(message).then((answer) => {
      setBusy(false);
      if (answer.kind === "unsure") return settle(message, `${answer.sentence}${UNSURE}`);
      if (answer.kind === "ok") {
        settle(undefined, undefined);
        id.current = freshId();
        return stored(answer.body);
      }
      settle(undefined, answer.sentence);
      if (answer.code === "account.not_signed_in") leave();
    });
  };
  return { busy, locked, fault, send };
}
