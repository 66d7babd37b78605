/**
 * Comes before everything else of a page. The schemas that pages share with the server would make code from text to read
 * faster (zod's JIT), and try first whether they may: the page's security policy forbids it, and the browser reports each try.
 */
export const parsing = { jitless: true } as const;

Object.assign(globalThis, { __zod_globalConfig: parsing });
