import { refusal, text } from "./language/text.ts";

/** What came back, told apart by what the phone may do next. */
export type Answer<T> =
  | { readonly kind: "ok"; readonly body: T }
  /** The server has read it and says no: nothing was stored. */
  | { readonly kind: "refused"; readonly code: string; readonly sentence: string }
  /** Nobody knows whether it arrived: only the very same message may be sent again. */
  | { readonly kind: "unsure"; readonly sentence: string };

const TIMEOUT_MS = 20_000;

interface ProblemJson {
  readonly code?: unknown;
  readonly detail?: unknown;
}

const isJson = (response: Response): boolean => /\bjson\b/.test(response.headers.get("content-type") ?? "");

/** AbortSignal.timeout is missing in the old WebViews that the villages have. */
function timeLimit(): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

async function read<T>(response: Response): Promise<Answer<T>> {
  if (response.status === 204) return { kind: "ok", body: undefined as T };
  // A captive portal answers 200 with a page of its own: never a success.
  if (!isJson(response)) return { kind: "unsure", sentence: text("server.no_network") };
  const body: unknown = await response.json();
  if (response.ok) return { kind: "ok", body: body as T };
  const { code, detail } = body as ProblemJson;
  const own = typeof detail === "string" ? detail : text("server.failed");
  const sentence = typeof code === "string" ? refusal(code, own) : own;
  if (response.status >= 500 || response.status === 408) return { kind: "unsure", sentence };
  return { kind: "refused", code: typeof code === "string" ? code : "", sentence };
}

/** What the page asked for before its script was there, by path. */
const early = new Map<string, Promise<Answer<unknown>>>();
const EARLY_MS = 10_000;

/**
 * Takes up what index.html asks for while the script is on its way. Each is taken once, soon, and is worth nothing after
 * somebody has come in.
 */
export function takeUpEarly(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="preload"][as="fetch"]')) {
    const { pathname } = new URL(link.href);
    early.set(pathname, ask("GET", pathname));
  }
  setTimeout(() => early.clear(), EARLY_MS);
}

function taken(path: string): Promise<Answer<unknown>> | undefined {
  const answer = early.get(path);
  early.delete(path);
  return answer;
}

/** The one place that speaks with the server. */
export async function ask<T>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  if (method !== "GET") early.clear();
  const limit = timeLimit();
  try {
    const init: RequestInit = { method, signal: limit.signal, credentials: "same-origin" };
    if (body !== undefined) {
      const bytes = body instanceof Uint8Array;
      init.headers = { "content-type": bytes ? "application/octet-stream" : "application/json" };
      init.body = bytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body);
    }
    return await read<T>(await fetch(path, init));
  } catch {
    return { kind: "unsure", sentence: text("server.no_network") };
  } finally {
    limit.clear();
  }
}

/** The phone's own answers, where it keeps its village; without it everything is asked of the server. */
let answersHere: ((path: string) => Answer<unknown> | undefined) | undefined;
export const answerHere = (answers: typeof answersHere): void => {
  answersHere = answers;
};

export const get = async <T>(path: string): Promise<Answer<T>> =>
  (answersHere?.(path) as Answer<T> | undefined) ??
  (taken(path) as Promise<Answer<T>> | undefined) ??
  ask<T>("GET", path);

interface Page<Line> {
  readonly lines: readonly Line[];
  readonly next: string | null;
}

/** A whole list, page after page: a village's lists are short, and its counts need all of them. */
export async function getAll<Line>(path: string): Promise<Answer<readonly Line[]>> {
  const lines: Line[] = [];
  for (let at = path; ;) {
    const answer = await get<Page<Line>>(at);
    if (answer.kind !== "ok") return answer;
    lines.push(...answer.body.lines);
    if (answer.body.next === null) return { kind: "ok", body: lines };
    at = `${path}${path.includes("?") ? "&" : "?"}after=${answer.body.next}`;
  }
}
