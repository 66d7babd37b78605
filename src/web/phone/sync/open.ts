import { type Answer, answerHere } from "../server.ts";
import type { Keep } from "./keep.ts";
import { noteLook } from "./looks.ts";

/*
 * The one open keep of this page, and the part of the program that answers from it. That part is fetched when a keep is
 * opened: the first screen does not carry it.
 */

export interface Opened {
  readonly keep: Keep;
  readonly answer: (path: string) => unknown;
}

let opened: Opened | undefined;
const watchers = new Set<() => void>();

export const openedKeep = (): Keep | undefined => opened?.keep;

const tell = (): void => {
  for (const watcher of watchers) watcher();
};

/** Called whenever what the pages show may be another. */
export function watchKeep(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export async function takeUp(keep: Keep): Promise<void> {
  const { answerLocally } = await import("./local.ts");
  keep.watch(tell);
  const answer = (path: string): unknown => {
    const found = answerLocally(keep, path);
    // a full disk keeps nobody from reading: the note is tried again at the next look
    if (found !== undefined) void noteLook(keep, path, keep.today()).catch(() => undefined);
    return found;
  };
  opened = { keep, answer };
  answerHere(localAnswer);
  tell();
}

export function dropKeep(): void {
  opened = undefined;
  answerHere(undefined);
  tell();
}

/** The phone's own answer, where it has one. */
function localAnswer(path: string): Answer<unknown> | undefined {
  const body = opened?.answer(path);
  return body === undefined ? undefined : { kind: "ok", body };
}
