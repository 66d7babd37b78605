import type { Page } from "playwright-core";

/** Waits until the sealed draft whose name holds `of` is on the phone's disk, longer than `size`; answers how long it is. */
export const draftOver = async (page: Page, of: string, size = 0): Promise<number> => {
  const grown = await page.waitForFunction(async ([name, least]) => {
    const request = indexedDB.open("tonghu.phone");
    const database = await new Promise<IDBDatabase>((resolve) => request.addEventListener("success", () => resolve(request.result)));
    const store = database.transaction("sealed").objectStore("sealed");
    const [keys, values] = [store.getAllKeys(), store.getAll()];
    await new Promise((resolve) => values.addEventListener("success", resolve));
    database.close();
    const at = keys.result.findIndex((key) => typeof key === "string" && key.includes(name));
    const { byteLength = 0 } = (values.result as { data: ArrayBuffer }[])[at]?.data ?? {};
    return byteLength > least && byteLength;
  }, [of, size] as const);
  return Number(await grown.jsonValue());
}; // prettier-ignore
