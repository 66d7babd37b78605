import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { randomBytes } from "node:crypto";
import type pg from "pg";
import { linkAlerts, lookWriter, raiseBrokenSeal, sealLooks, traceKeys } from "#capabilities/trace/index.ts";
import { addPeople } from "#capabilities/account/index.ts";
import { newId } from "#kernel/id.ts";
import { inScope } from "#platform/db/scope.ts";
import { tables } from "#platform/backup/tables.ts";
import { alone } from "#platform/backup/alone.ts";
import { writeAside } from "#platform/files/index.ts";
import { places } from "../../test/cast.ts";
import { answerOf, populate, registerChild, type Site, site } from "../../test/site.ts";
import { dumpViews } from "../../test/views.ts";
import { command as backup } from "./backup.ts";
import type { Installation } from "./installation.ts";
import { machine } from "./machine.ts";
import { command as restore } from "./restore.ts";
import { command as verify } from "./verify.ts";

/* Backup and restore as an administrator runs them, on a real database, while others write. */

let here: Site;
let running: Installation;
const out = mkdtempSync(join(tmpdir(), "tonghu-out-"));
const sites: Site[] = [];

before(async () => {
  here = await site();
  running = await here.open();
  await populate(running, 30);
  await addPeople(running.database.owner, [{ name: "李主任", kind: "director", area: places.eastVillage }], { demo: false, day: "2024-01-01" }); // prettier-ignore
  await leaveTraces(running);
  mkdirSync(join(here.data, "uploads"));
  const kept = await writeAside(
    join(here.data, "uploads", "表.returned.xlsx"),
    randomBytes(200_000),
    running.tonghu.ground.vault.files,
  );
  await kept.keep();
});
after(async () => {
  await running.close();
  for (const one of [here, ...sites]) await one.close();
  rmSync(out, { recursive: true, force: true });
});

/** Looks of two months, some of them sealed: a partitioned table with rows in it. */
async function leaveTraces({ database, tonghu }: Installation): Promise<void> {
  const keys = traceKeys(tonghu.ground.identitySecret);
  for (const iso of ["2026-09-30T10:00:00.000Z", "2026-11-02T10:00:00.000Z", "2026-11-03T10:00:00.000Z"]) {
    const clock = { now: () => new Date(iso) };
    const look = { actor: machine, address: null, route: "GET /x", kind: "list", children: [newId()], fields: [], purpose: null, asked: { q: "张\t三\n\\N" }, personal: ["q"], answer: "ok" } as const; // prettier-ignore
    await lookWriter(database.pool, clock, keys)(look);
    if (!iso.startsWith("2026-11-03")) await sealLooks({ owner: database.owner, clock, keys });
  }
  const clock = { now: () => new Date("2026-11-03T10:00:00.000Z") };
  const broken = { actor: machine, childId: newId(), area: places.eastVillage, purpose: "protection" } as const;
  await inScope(database.pool, machine.scope, (db) => raiseBrokenSeal(db, keys, clock.now(), broken));
  await linkAlerts({ owner: database.owner, clock, keys });
}

interface Restored {
  readonly faults: object[];
  readonly traces: { readonly faults: object[] };
  readonly alerts: { readonly alerts: number; readonly faults: object[] };
  readonly files: { readonly checked: number; readonly faults: string[] };
}

const restoredAt = ({ io }: Site): Restored => JSON.parse(io.said.at(-1) ?? "") as Restored;

async function emptySite(): Promise<Site> {
  const made = await site({ empty: true });
  sites.push(made);
  for (const name of ["identity.key", "master.key", "backup.key"])
    copyFileSync(join(here.data, name), join(made.data, name));
  return made;
}

const archives = (): string[] => readdirSync(out).filter((name) => name.startsWith("tonghu-"));

async function backUp(
  name: string,
): Promise<{ file: string; heads: { subjects: number }; tables: Record<string, number> }> {
  // prettier-ignore
  const file = join(out, name);
  assert.equal(await answerOf(backup, here.io, { out: file }), "0", here.io.said.join("\n"));
  return JSON.parse(here.io.said.at(-1) ?? "");
}

async function dumpKept(owner: pg.Pool): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  // the backup and the restore are kept themselves, the one after its picture and the other in the new database
  for (const name of Object.keys(tables).filter((table) => tables[table] === "kept" && table !== "report_event")) {
    const { rows } = await owner.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
}

test("a backup of a quiet database comes back equal to the row: what was kept, every view, every file", async () => {
  const { file } = await backUp("quiet.tonghu");
  const there = await emptySite();
  assert.equal(await answerOf(restore, there.io, {}, [file]), "0", there.io.said.join("\n"));
  const { alerts, files } = restoredAt(there);
  assert.deepEqual([alerts.alerts, alerts.faults, files], [1, [], { checked: 1, faults: [] }]);
  const [was, is] = [running.database.owner, there.database.db.owner];
  const kept = await dumpKept(is);
  assert.deepEqual(kept, await dumpKept(was));
  const { rows: events } = await is.query("select kind, ok from report_event");
  assert.deepEqual(events, [{ kind: "restore", ok: true }]);
  assert.ok(kept["entry"]?.length && kept["trace_look"]?.length === 2 && kept["trace_fresh"]?.length === 1);
  const views = await dumpViews(is, running.tonghu.machine);
  assert.deepEqual(views, await dumpViews(was, running.tonghu.machine));
  assert.equal(views["journal_snapshot"]?.length, 30);
  const name = "uploads/表.returned.xlsx";
  assert.ok(readFileSync(join(there.data, name)).equals(readFileSync(join(here.data, name))));
  assert.equal(await answerOf(verify, there.io, {}), "0", there.io.said.at(-1));
  const opened = await there.open(); // the product opens it, writes, and the chain goes on
  await registerChild(opened.tonghu, "新来童");
  await opened.close();
  assert.equal(await answerOf(verify, there.io, {}), "0", there.io.said.at(-1));
});

test("a backup made while others write is one moment: its chains are whole, and beginnings of the present ones", async () => {
  const stopping = new AbortController();
  let written = 0;
  const writers = Array.from({ length: 4 }, async (_, n) => {
    while (!stopping.signal.aborted) {
      await registerChild(running.tonghu, `并发童${n}-${written}`);
      written += 1;
    }
  });
  const begun = written;
  const { file, tables: counts, heads } = await backUp("loaded.tonghu");
  assert.ok(written > begun, "nobody wrote meanwhile");
  stopping.abort();
  await Promise.all(writers);
  const there = await emptySite();
  assert.equal(await answerOf(restore, there.io, {}, [file]), "0", there.io.said.join("\n"));
  const { owner } = there.database.db;
  const { rows } = await owner.query<{ subject_id: string; seq: number; hash: string }>("select subject_id, seq, hash from entry"); // prettier-ignore
  assert.equal(rows.length, counts["entry"]);
  assert.equal(new Set(rows.map((row) => row.subject_id)).size, heads.subjects);
  const { rows: now } = await running.database.owner.query("select subject_id || ' ' || seq || ' ' || hash as line from entry"); // prettier-ignore
  const present = new Set(now.map((row) => row.line));
  assert.ok(now.length > rows.length);
  assert.deepEqual(rows.filter((row) => !present.has(`${row.subject_id} ${row.seq} ${row.hash}`)), []); // prettier-ignore
  assert.equal(await answerOf(verify, there.io, {}), "0", there.io.said.at(-1));
});

test("nothing is restored over anything, with another identity key, or without the backup key", async () => {
  const { file } = await backUp("refusals.tonghu");
  const dump = await dumpKept(running.database.owner);
  assert.equal(await answerOf(restore, { ...here.io, env: { ...here.env, TONGHU_DATA: (await emptySite()).data } }, {}, [file]), "backup.not_empty"); // prettier-ignore
  assert.equal(await answerOf(restore, here.io, {}, [file]), "backup.folder_not_empty");
  assert.deepEqual(await dumpKept(running.database.owner), dump);

  const there = await emptySite();
  const { rows } = await running.database.owner.query("select value from account_installation where key = 'identity'");
  writeFileSync(join(there.data, "identity.key"), randomBytes(32).toString("hex"));
  assert.equal(await answerOf(restore, there.io, {}, [file]), "backup.identity_wrong");
  rmSync(join(there.data, "identity.key"));
  await assert.rejects(restore.run({}, [file], there.io), { code: "backup.identity_missing", data: { fingerprint: rows[0]?.value, folder: there.data } }); // prettier-ignore
  assert.deepEqual(readdirSync(there.data).toSorted(), ["backup.key", "master.key"], "no key is made up");
  rmSync(join(there.data, "backup.key"));
  assert.equal(await answerOf(restore, there.io, {}, [file]), "backup.key_missing");
  const made = await there.database.db.owner.query("select 1 from pg_class where relnamespace = 'public'::regnamespace"); // prettier-ignore
  assert.equal(made.rowCount, 0);
  const wrong = { ...there.io, env: { ...there.env, TONGHU_BACKUP_KEY: randomBytes(32).toString("hex") } };
  assert.equal(await answerOf(restore, wrong, { "verify-only": true }, [file]), "backup.wrong_key");
  const key = readFileSync(join(here.data, "backup.key"), "utf8");
  const right = { ...there.io, env: { TONGHU_DATA: there.data, TONGHU_BACKUP_KEY: key } };
  assert.equal(await answerOf(restore, right, { "verify-only": true }, [file]), "0", "checking needs no database");
});

test("a damaged archive is refused before the database is touched", async () => {
  const { file } = await backUp("whole.tonghu");
  const there = await emptySite();
  const bytes = readFileSync(file);
  const bad = join(out, "bad.tonghu");
  for (const [change, code] of [
    [bytes.subarray(0, bytes.length - 1), "backup.damaged"],
    [bytes.map((byte, n) => (n === bytes.length - 40 ? byte ^ 1 : byte)), "backup.damaged"],
    [Buffer.from("PK\u0003\u0004 something else"), "backup.not_an_archive"],
  ] as const) {
    writeFileSync(bad, change);
    assert.equal(await answerOf(restore, there.io, {}, [bad]), code);
  }
  const { rowCount } = await there.database.db.owner.query("select 1 from pg_namespace where nspname = 'migrations'");
  assert.equal(rowCount, 0);
});

test("a backup takes no place that is taken, none of nothing, and two do not run at once", async () => {
  const { file } = await backUp("once.tonghu");
  assert.equal(await answerOf(backup, here.io, { out: file }), "backup.exists");
  assert.equal(await answerOf(backup, here.io, { out: join(out, "keys.tonghu") }), "cli.usage");
  assert.equal(await answerOf(backup, here.io, { out: join(out, "no", "x") }), "files.folder_missing");
  assert.equal(await answerOf(backup, here.io, {}), "cli.usage");
  const none = { ...here.io, env: { TONGHU_DATA: join(out, "typo") } };
  assert.equal(await answerOf(backup, none, { out }), "backup.nothing");
  assert.equal(await answerOf(backup, (await emptySite()).io, { out }), "backup.nothing");
  const busy = await alone(running.database.owner, () => answerOf(backup, here.io, { out: join(out, "busy.tonghu") }));
  assert.equal(busy, "backup.running");
  assert.deepEqual(archives(), []);
  assert.equal(await answerOf(backup, here.io, { out }), "0");
  assert.match(archives().join(), /^tonghu-\d{8}T\d{6}Z\.tonghu$/);
});

test("after the identity key was lost the files come back under a new one, and only old traces cannot be checked", async () => {
  const { file } = await backUp("lost.tonghu");
  const there = await emptySite();
  rmSync(join(there.data, "identity.key"));
  assert.equal(await answerOf(restore, there.io, {}, [file]), "backup.identity_missing");
  assert.equal(await answerOf(restore, there.io, { "new-identity": true }, [file]), "1");
  const found = restoredAt(there);
  assert.deepEqual(found.faults, []);
  assert.ok(found.traces.faults.length > 0 && found.alerts.faults.length > 0, "restore says what verify would");
  const opened = await there.open(); // its fingerprint is the new key's
  const digests = (db: pg.Pool) => db.query("select count(*)::int as n, min(digest) as first from registry_person");
  const [is, was] = [await digests(opened.database.owner), await digests(running.database.owner)];
  assert.equal(is.rows[0]?.n, was.rows[0]?.n);
  assert.notEqual(is.rows[0]?.first, was.rows[0]?.first);
  await opened.close();
});
