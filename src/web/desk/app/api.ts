/** A refusal as the server words it (RFC 9457): `detail` is a sentence to show as it is. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;
  constructor(code: string, detail: string, status: number, data: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
    this.data = data;
  }
}

const unreachable = (): Refusal => new Refusal("desk.unreachable", "连不上服务器，请检查网络后重试。", 0);

async function refusalOf(answer: Response): Promise<Refusal> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
  const said = problem.detail ?? "操作没有完成，请稍后再试。";
  return new Refusal(problem.code ?? "desk.failed", said, answer.status, {
    ...problem,
  });
}

/** True once the same person is in again, false where somebody else is or nobody wants to be. */
type Renew = () => Promise<boolean>;
let renew: Renew | undefined;

/** How a session that has ended is renewed above the page; undefined where nobody was signed in. */
export const renewBy = (way: Renew | undefined): void => {
  renew = way;
};

/** Whether a request that was refused for want of a session may go out again: what was typed waits for it. */
export const signedInAgain = async (refusal: Refusal): Promise<boolean> =>
  refusal.code === "account.not_signed_in" && renew !== undefined && renew();

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Asks once: what signing in itself is made of, where no session can be waited for. */
export async function ask<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method, credentials: "same-origin", headers: { accept: "application/json" } };
  if (body !== undefined) {
    init.headers = { accept: "application/json", "content-type": "application/json" };
    init.body = JSON.stringify(body);
  }
  if (signal) init.signal = signal;
  const answer = await fetch(path, init).catch((thrown: unknown) => {
    if (signal?.aborted) throw thrown;
    throw unreachable();
  });
  if (!answer.ok) throw await refusalOf(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** A file, whole. Errors: a Refusal, as everywhere; a session that has ended is renewed first. */
export async function fetchFile(path: string, signal?: AbortSignal): Promise<Blob> {
  const init: RequestInit = { credentials: "same-origin", ...(signal && { signal }) };
  const answer = await fetch(path, init).catch((thrown: unknown) => {
    if (signal?.aborted) throw thrown;
    throw unreachable();
  });
  if (answer.ok) return answer.blob();
  const refusal = await refusalOf(answer);
  if (await signedInAgain(refusal)) return fetchFile(path, signal);
  throw refusal;
}

/** Asks, and where the session has ended asks again once somebody is in again. */
export async function call<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  try {
    return await ask<T>(method, path, body, signal);
  } catch (thrown) {
    if (thrown instanceof Refusal && (await signedInAgain(thrown))) return call<T>(method, path, body, signal);
    throw thrown;
  }
}

export const refusalFrom = (thrown: unknown): Refusal =>
  thrown instanceof Refusal ? thrown : new Refusal("desk.failed", "页面出现意外，请刷新后重试。", 0);

/** `/api/x?a=1`; what is undefined or empty is left out. */
export function address(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || value === "" ? [] : [[key, String(value)] as [string, string]],
  );
  const search = new URLSearchParams(given).toString();
  return search === "" ? path : `${path}?${search}`;
}
