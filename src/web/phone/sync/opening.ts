import { readAll } from "./database.ts";
import type { Content, Kept, Row } from "./kept.ts";
import { type Sealed, unseal } from "./vault.ts";

/** All that the phone's store holds, as far as it opens: one bad place of the disk may not lock up everything else. */
export interface Opened {
  /** Copies of what the server has, by their names: what does not open of them comes again. */
  readonly copies: ReadonlyMap<string, unknown>;
  /** Commands in their order. */
  readonly rows: readonly Kept[];
  /** Commands that are owed to the server and do not open any more. */
  readonly damaged: number;
  /** Every command opened: what they know of is all that there is. */
  readonly whole: boolean;
}

const opens = (key: CryptoKey, name: string, sealed: Sealed): Promise<unknown> =>
  unseal(key, name, sealed).catch(() => undefined);

export async function openStore(key: CryptoKey): Promise<Opened> {
  const [sealed, outbox] = await Promise.all([readAll("sealed"), readAll("outbox")]);
  const copies = await Promise.all(
    [...sealed].map(async ([name, value]) => [name, await opens(key, name, value as Sealed)] as const),
  );
  const found = await Promise.all(
    [...outbox].map(async ([id, value]) => {
      const { sealed: body, ...row } = value as Row & { readonly sealed: Sealed };
      return { id, row, content: (await opens(key, id, body)) as Content | undefined };
    }),
  );
  const rows = found.flatMap(({ id, row, content }): Kept[] => (content ? [{ id, ...row, content }] : []));
  return {
    copies: new Map(copies.filter(([, value]) => value !== undefined)),
    // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is missing in the WebViews of older phones
    rows: rows.sort((a, b) => a.no - b.no),
    damaged: found.filter(({ row, content }) => !content && row.state !== "arrived").length,
    whole: rows.length === found.length,
  };
}
