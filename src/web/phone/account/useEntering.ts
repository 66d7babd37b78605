import { useState } from "preact/hooks";
import { ask } from "../server.ts";

export interface Entering {
  readonly busy: boolean;
  readonly fault: string | undefined;
  /** The problem's code, where a step shows another field for it. */
  readonly code: string | undefined;
  readonly send: (method: "POST" | "PUT", path: string, body: unknown) => void;
}

/** One step on the way in: sent, refused in the server's own sentence, or taken. */
export function useEntering(entered: () => void): Entering {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ readonly said: string; readonly code: string }>();
  const send = async (method: "POST" | "PUT", path: string, body: unknown): Promise<void> => {
    setBusy(true);
    setRefused(undefined);
    const answer = await ask(method, path, body);
    setBusy(false);
    if (answer.kind === "ok") entered();
    else setRefused({ said: answer.sentence, code: answer.kind === "refused" ? answer.code : "" });
  };
  return {
    busy,
    fault: refused?.said,
    code: refused?.code,
    send: (method, path, body) => void send(method, path, body),
  };
}
