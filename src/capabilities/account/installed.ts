import type { z } from "zod";
import { Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { Settings } from "./settings.ts";

/* What the installation says of itself. */

const readInstallation = sql`select value from account_installation where key = $1`;
const writeInstallation = sql`
  insert into account_installation (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`;

const valueOf = async (db: Queryable, key: string): Promise<string | undefined> =>
  (await db.query<{ value: string }>({ name: "account.said", text: readInstallation, values: [key] })).rows[0]?.value;

export const isSynthetic = async (db: Queryable): Promise<boolean> => (await valueOf(db, "synthetic")) === "true";

/** Whether the demo was cut off while it filled the database. */
export const isHalfFilled = async (db: Queryable): Promise<boolean> => (await valueOf(db, "filling")) === "true";

/** As owner. */
export const markFilling = async (owner: Queryable, filling: boolean): Promise<void> => {
  await owner.query(writeInstallation, ["filling", String(filling)]);
};

/** Said once, by the demo: from then on every page and every sheet is marked. As owner. */
export const markSynthetic = async (owner: Queryable): Promise<void> => {
  await owner.query(writeInstallation, ["synthetic", "true"]);
};

const SETTINGS = "account.settings";

/** The numbers of sign-in and sessions: the kept ones over the defaults. */
export const settingsOf = async (db: Queryable): Promise<Settings> =>
  Settings.parse(JSON.parse((await valueOf(db, SETTINGS)) ?? "{}"));

/** As owner. Errors: account.settings_wrong (422) for a number out of its bounds or an unknown name. */
export async function keepSettings(owner: Queryable, wanted: Readonly<Record<string, unknown>>): Promise<void> {
  const read = Settings.safeParse(wanted);
  if (!read.success) throw new Problem("account.settings_wrong", { path: faultOf(read.error) });
  await owner.query(writeInstallation, [SETTINGS, JSON.stringify(read.data)]);
}

function faultOf({ issues: [first] }: z.ZodError): string {
  const path = first?.path.map(String).join(".") ?? "";
  return path === "" && first?.code === "unrecognized_keys" ? first.keys.join(", ") : path;
}

/** The settings of a running server: read again after a minute, so that a change needs no restart. */
export function rememberedSettings(db: Queryable, now: () => Date): () => Promise<Settings> {
  let held: { readonly settings: Settings; readonly at: number } | undefined;
  return async () => {
    const at = now().getTime();
    if (!held || Math.abs(at - held.at) > 60_000) held = { settings: await settingsOf(db), at };
    return held.settings;
  };
}
