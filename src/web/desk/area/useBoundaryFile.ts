import { useEffect, useRef, useState } from "react";
import type { BoundaryPreview } from "#capabilities/area/words.ts";
import { address, type Refusal } from "../app/api.ts";
import { upload, type Uploading } from "../survey/upload.ts";

interface Held {
  readonly file: File | undefined;
  /** What the file would change, once the server has read it. */
  readonly preview: BoundaryPreview | undefined;
  /** Percent sent while the file travels. */
  readonly sent: number | undefined;
  readonly refusal: Refusal | undefined;
  readonly loaded: BoundaryPreview | undefined;
}

const none: Held = { file: undefined, preview: undefined, sent: undefined, refusal: undefined, loaded: undefined };

/** A file of boundaries: checked first, and sent once more to take the place of what is there. */
export function useBoundaryFile(code: string) {
  const [held, setHeld] = useState<Held>(none);
  const travelling = useRef<Uploading>(undefined);
  useEffect(() => () => travelling.current?.stop(), []);
  const path = `/api/area/units/${code}/boundaries`;
  const send = (to: string, file: File, done: (answer: BoundaryPreview) => void): void => {
    travelling.current = upload<BoundaryPreview>(to, file, {
      progress: (sent, of) => setHeld((now) => ({ ...now, sent: of > 0 ? Math.round((sent / of) * 100) : 0 })),
      done,
      failed: (refusal) => setHeld((now) => ({ ...now, sent: undefined, refusal })),
    });
  };
  const check = (file: File): void => {
    setHeld({ ...none, file, sent: 0 });
    send(`${path}/check`, file, (preview) => setHeld({ ...none, file, preview }));
  };
  const load = (said: { readonly approval: string; readonly source: string }): void => {
    if (!held.file) return;
    setHeld((now) => ({ ...now, sent: 0, refusal: undefined }));
    send(address(path, said), held.file, (loaded) => setHeld({ ...none, loaded }));
  };
  const stop = (): void => travelling.current?.stop();
  return { ...held, check, load, stop, clear: () => setHeld(none) };
}
