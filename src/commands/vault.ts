import type pg from "pg";
import { Key } from "#platform/crypto/key.ts";
import { openMasters } from "#platform/crypto/masterKeys.ts";
import { type SuiteName, suiteNamed } from "#platform/crypto/suite.ts";
import { openVault, type Vault } from "#platform/crypto/vault.ts";
import { sql } from "#platform/db/sql.ts";
import type { Io } from "./command.ts";

const anyKey = sql`select 1 from journal_key where wrapped is not null limit 1`;
const keepDigests = sql`
  insert into account_installation (key, value) values ('digests', $1) on conflict (key) do nothing`;
const readDigests = sql`select value from account_installation where key = 'digests'`;
const setDigests = sql`
  insert into account_installation (key, value) values ('digests', $1)
  on conflict (key) do update set value = excluded.value`;

interface Opening {
  readonly io: Io;
  readonly dataDir: string;
  readonly owner: pg.Pool;
  readonly secret: Buffer;
  /** For a rebuild, which writes every digest anew: they are then made as the configuration says. */
  readonly freshDigests?: boolean;
}

/** Digests stay as they were begun, whatever seals now: in two ways the same number would be found only half the time. */
async function digestsOf(owner: pg.Pool, wanted: SuiteName): Promise<string> {
  await owner.query(keepDigests, [wanted]);
  return (await owner.query<{ value: string }>(readDigests)).rows[0]?.value ?? wanted;
}

/** Notes that all digests have been made anew, as the configuration says. */
export const noteDigests = (owner: pg.Pool, { digestSuite }: Vault): Promise<unknown> =>
  owner.query(setDigests, [digestSuite]);

/**
 * What this installation seals with: the suite of TONGHU_CRYPTO_SUITE, the master keys of command, environment or file
 * (a file is made where nothing has been sealed yet). Errors: crypto.*.
 */
export async function installedVault({ io, dataDir, owner, secret, freshDigests }: Opening): Promise<Vault> {
  const suite = suiteNamed(io.env["TONGHU_CRYPTO_SUITE"]);
  const { rowCount } = await owner.query(anyKey);
  const masters = await openMasters({ folder: dataDir, suite, env: io.env, say: io.err, mayMake: rowCount === 0 });
  const digests = freshDigests ? suite : suiteNamed(await digestsOf(owner, suite.name));
  return openVault({ suite, digests, masters, root: new Key(secret) });
}
