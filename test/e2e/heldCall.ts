import type { Page, Route } from "playwright-core";

/** A call of the page that has left it and stands still on its way. */
export interface HeldCall {
  /** From here on a call may leave; until then the page is as without a network. */
  readonly arm: () => void;
  /** Resolves once the call has left the page. Errors: none left within a minute of arming. */
  readonly left: Promise<void>;
  /** What becomes of it now. */
  readonly end: (how: "continue" | "abort") => Promise<void>;
}

const MINUTE = 60_000;

/**
 * Holds the first call to an address after arming; later ones pass. Asked for while the page is still at something else,
 * so that it stands for certain before the page goes online.
 */
export async function holdNext(page: Page, address: string): Promise<HeldCall> {
  const { promise, resolve, reject } = Promise.withResolvers<Route>();
  let state: "shut" | "armed" | "open" = "shut";
  let late: NodeJS.Timeout | undefined;
  await page.route(address, (route) => {
    if (state === "shut") return route.abort("internetdisconnected");
    if (state === "open") return route.continue();
    state = "open";
    return resolve(route);
  });
  const left = promise.then(() => clearTimeout(late));
  left.catch(() => undefined);
  return {
    arm: () => {
      state = "armed";
      late = setTimeout(() => reject(new Error(`nothing called ${address}`)), MINUTE);
    },
    left,
    end: async (how) => {
      const route = await promise;
      await (how === "continue" ? route.continue() : route.abort("connectionreset"));
    },
  };
}
