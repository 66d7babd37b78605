import { type Id, isId } from "#kernel/id.ts";
import { linkTo, usePlace } from "../app/route.ts";
import { forwardTo, shutTo } from "../app/steps.ts";

/*
 * What lies open in a drawer beside a list stands in the address: a link opens the list with it, a reload brings it back, and
 * the browser's Back shuts it.
 */

interface Opened {
  readonly key: string | undefined;
  readonly open: (key: string) => void;
  readonly shut: () => void;
}

/** `name`: the word of the address under which it stands. */
export function useOpened(name: string): Opened {
  const { parts, query } = usePlace();
  const link = (key?: string): string => linkTo(parts.map(encodeURIComponent).join("/"), { ...query, [name]: key });
  return { key: query[name], open: (key) => forwardTo(link(key), true), shut: () => shutTo(link()) };
}

/** What a child's file numbers: a referral, an anomaly. */
export interface Numbered {
  readonly childId: Id;
  readonly no: number;
}

export const numberedKey = ({ childId, no }: Pick<Numbered, "no"> & { readonly childId: string }): string =>
  `${childId}.${no}`;

/** Undefined where an address was mistyped. */
export function numberedOf(key: string | undefined): Numbered | undefined {
  const [, childId = "", no = ""] = /^([^.]+)\.([1-9]\d{0,5})$/.exec(key ?? "") ?? [];
  return isId(childId) ? { childId, no: Number(no) } : undefined;
}
