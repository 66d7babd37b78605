import type { Page, Route } from "playwright-core";

/** A call of the page that has left it and stands still on its way. */
export interface HeldCall {
  /** Resolves once the call has left the page. Errors: none left within a minute. */
  readonly left: Promise<void>;
  /** What becomes of it now. */
  readonly end: (how: "continue" | "abort") => Promise<void>;
}

const MINUTE = 60_000;

/**
 * Holds the next call to an address back, from when this returns: a page that goes online only afterwards cannot get a
 * call through before. Later ones pass.
 */
export async function holdNext(page: Page, address: string): Promise<HeldCall> {
  const { promise, resolve, reject } = Promise.withResolvers<Route>();
  const late = setTimeout(() => reject(new Error(`nothing called ${address}`)), MINUTE);
  await page.route(address, resolve, { times: 1 });
  const left = promise.then(() => clearTimeout(late));
  left.catch(() => undefined);
  return {
    left,
    end: async (how) => {
      const route = await promise;
      await (how === "continue" ? route.continue() : route.abort("connectionreset"));
    },
  };
}
