import { useEffect, useState } from "preact/hooks";
import { soon } from "./soon.ts";

const HOUR = 3_600_000;

/** Registers the worker, and says when a newer version is ready; `take` changes to it, at the person's word. */
export function useVersion(): { readonly ready: boolean; readonly take: () => void } {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    // missing without TLS, in private windows and in the WebViews of some chat applications: the phone then needs signal
    if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    const follow = (registration: ServiceWorkerRegistration): void => {
      // the first version of all has nobody to wait for
      const look = (): void => setWaiting(navigator.serviceWorker.controller ? registration.waiting : null);
      look();
      registration.addEventListener("updatefound", () =>
        registration.installing?.addEventListener("statechange", look),
      );
      timer = setInterval(() => void registration.update().catch(() => undefined), HOUR);
    };
    const register = (): void =>
      void navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`).then(follow, () => undefined);
    const spare = soon(register);
    return () => {
      spare();
      clearInterval(timer);
    };
  }, []);
  const take = (): void => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin to be told
    waiting?.postMessage("take over");
  };
  return { ready: waiting !== null, take };
}
