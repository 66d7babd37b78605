/** What came back, told apart by what the page may do next. */
export type Answer<T> =
  | { readonly kind: "ok"; readonly body: T }
  /** The server has read it and says no: nothing was stored. */
  | { readonly kind: "refused"; readonly code: string; readonly sentence: string }
  /** Nobody knows whether it arrived: only the very same message may be sent again. */
  | { readonly kind: "unsure" };

const TIMEOUT_MS = 20_000;

const isJson = (response: Response): boolean => /\bjson\b/.test(response.headers.get("content-type") ?? "");

async function read<T>(response: Response): Promise<Answer<T>> {
  // A captive portal answers 200 with a page of its own: never a success.
  if (!isJson(response)) return { kind: "unsure" };
  const body: unknown = await response.json();
  if (response.ok) return { kind: "ok", body: body as T };
  if (response.status >= 500 || response.status === 408) return { kind: "unsure" };
  const { code, detail } = body as { readonly code?: string; readonly detail?: string };
  return { kind: "refused", code: code ?? "", sentence: detail ?? "没有办成，请稍后再试。" };
}

/** The one place that speaks with the server; nobody is signed in, and no cookie goes along. */
export async function ask<T>(path: string, body?: unknown): Promise<Answer<T>> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  const sent = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    const init = { credentials: "omit", signal: controller.signal, ...(body !== undefined && sent) } as const;
    return await read<T>(await fetch(path, init));
  } catch {
    return { kind: "unsure" };
  } finally {
    clearTimeout(timer);
  }
}
