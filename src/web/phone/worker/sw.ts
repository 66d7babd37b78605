/*
 * Keeps the built files of one version, so that the phone opens without signal. It answers nothing else: what comes from
 * /api is never kept here (the village lies sealed in the phone's own store). A new version waits until the person takes
 * it: a page that is being filled in is not changed under their hands.
 */

/** The files of this version, written in by the build (vite.config.ts): paths below the worker's own folder. */
const shell = "__SHELL__" as unknown as { readonly version: string; readonly files: readonly string[] };

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", hear: (event: Waiting) => void): void;
  addEventListener(kind: "fetch", hear: (event: Fetching) => void): void;
  addEventListener(kind: "message", hear: (event: MessageEvent) => void): void;
}

const worker = globalThis as unknown as WorkerScope;
const PREFIX = "tonghu-phone-";
const mine = `${PREFIX}${shell.version}`;
const home = new URL("./", worker.location.href).pathname;

/** What a first visit asks of the server while its script is on the way: a phone that keeps its village asks otherwise. */
const asking = /<link rel="preload" as="fetch"[^>]*>/g;

/** All files or none: half a version would open and then fail in the mountains. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(mine);
  const page = await fetch(home, { cache: "no-cache" });
  if (!page.ok) throw new Error(`${home}: ${page.status}`);
  await cache.addAll(shell.files.map((file) => home + file));
  await cache.put(home, new Response((await page.text()).replace(asking, ""), { headers: page.headers }));
}

async function dropOthers(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== mine);
  await Promise.all(names.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(mine);
  return (await cache.match(path)) ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin || !pathname.startsWith(home)) return;
  event.respondWith(fromShell(request.mode === "navigate" ? home : pathname, request));
});
