import { useRef, useState } from "preact/hooks";
import { type Command, command, deliver, freshId, type Receipt } from "./command.ts";
import { useSession } from "./session.ts";
import { text } from "./language/text.ts";

export interface Sending {
  readonly busy: boolean;
  /** True while nobody knows whether the last message arrived: it can only be sent again. */
  readonly locked: boolean;
  /** Nothing may be changed: a message is under way, or nobody knows whether it arrived. */
  readonly frozen: boolean;
  readonly fault: string | undefined;
  readonly send: (path: string, body: Readonly<Record<string, unknown>>) => void;
}

/** What a form remembers of a message under way, so that it can be sent again after a reload. */
export interface Memory {
  readonly pending: Command | undefined;
  readonly remember: (pending: Command | undefined) => void;
}

/**
 * One command of a form on its way. Where the answer was lost, the very same message goes out again, whatever the
 * form says by then: the server stores it once, and what was typed after it could not get lost unseen.
 */
export function useSending(stored: (receipt: Receipt) => void, memory?: Memory): Sending {
  const { leave } = useSession();
  const messageRef = useRef<Command | undefined>(memory?.pending);
  const idRef = useRef(freshId());
  const [busy, setBusy] = useState(false);
  const [locked, setLocked] = useState(memory?.pending !== undefined);
  const [fault, setFault] = useState<string | undefined>(memory?.pending && text("sending.unfinished"));
  const settle = (pending: Command | undefined, said: string | undefined): void => {
    messageRef.current = pending;
    memory?.remember(pending);
    setLocked(pending !== undefined);
    setFault(said);
  };
  const carry = async (message: Command): Promise<void> => {
    setBusy(true);
    memory?.remember(message); // before it goes out: the page may be gone before the answer comes
    const answer = await deliver(message);
    setBusy(false);
    if (answer.kind === "unsure") return settle(message, text("sending.unsure", { sentence: answer.sentence }));
    if (answer.kind === "refused") {
      const ended = answer.code === "account.not_signed_in";
      settle(undefined, ended ? text("sending.ended") : answer.sentence);
      if (ended) leave();
      return;
    }
    settle(undefined, undefined);
    idRef.current = freshId();
    stored(answer.body);
  };
  const send: Sending["send"] = (path, body) => {
    if (!busy) void carry(messageRef.current ?? command(path, idRef.current, body));
  };
  return { busy, locked, frozen: busy || locked, fault, send };
}
