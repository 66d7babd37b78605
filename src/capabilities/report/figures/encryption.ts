import { prefixOfMaster } from "#platform/crypto/masterKeys.ts";
import type { Vault } from "#platform/crypto/vault.ts";
import { sql } from "#platform/db/sql.ts";
import type { Draw } from "../span.ts";

// Counted under the reader's scope; a key that was destroyed leaves its row (docs/decisions/0020-sealed-content.md).
const keys = sql`
  select (count(*) filter (where wrapped is not null))::int as kept, (count(*) filter (where erased_at is not null))::int as erased,
    (count(*) filter (where wrapped is not null and not starts_with(wrapped, $3)))::int as older
  from journal_key where area >= $1 and area < $2`;
const open = sql`
  select count(*)::int as count from journal_snapshot
  where child_id is not null and area >= $1 and area < $2 and sealed is null
    and not exists (select 1 from journal_key k where k.subject_id = journal_snapshot.subject_id and k.erased_at is not null)`;

/** How content is sealed, and by which keys; when master keys changed stands with the upkeep. */
export const encryptionSection =
  (vault: Vault): Draw =>
  async (db, { scope }) => {
    const current = vault.masters.current();
    const found = await db.query<{ kept: number; erased: number; older: number }>(keys, [scope.lo, scope.hi, prefixOfMaster(current)]); // prettier-ignore
    const clear = await db.query<{ count: number }>(open, [scope.lo, scope.hi]);
    const counts = found.rows[0];
    return {
      id: "encryption",
      title: "加密与密钥",
      clause: "个人信息保护法 51(三)；GB/T 39786-2021 8.4",
      columns: ["项目", "数值"],
      rows: [
        ["检索摘要的算法套件", vault.digestSuite],
        ["当前主密钥编号", current],
        ["能够解开的主密钥数", vault.masters.ids().length],
        ["以单独密钥加密的档案", counts?.kept ?? 0],
        ["其中仍由旧主密钥包裹", counts?.older ?? 0],
        ["已销毁密钥的档案", counts?.erased ?? 0],
        ["尚未加密的档案", clear.rows[0]?.count ?? 0],
      ],
    };
  };
