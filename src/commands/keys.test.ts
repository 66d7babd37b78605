import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileOf } from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { nation } from "#kernel/scope.ts";
import { writeAside } from "#platform/files/index.ts";
import { erase } from "#platform/journal/erase.ts";
import { verify } from "#platform/journal/verify.ts";
import { openFiles } from "#platform/journal/walk.ts";
import { answerOf, populate, registerChild, type Site, site } from "../../test/site.ts";
import { command as backup } from "./backup.ts";
import { type Installation, openInstallation } from "./installation.ts";
import { drop, rotate, show } from "./keys.ts";
import { machine } from "./machine.ts";
import { command as rebuildCommand } from "./rebuild.ts";
import { command as restore } from "./restore.ts";
import { command as verifyCommand } from "./verify.ts";

/* Master keys as an administrator changes them, beside a running installation; and an erased child, backups included. */

let here: Site;
let running: Installation;
const out = mkdtempSync(join(tmpdir(), "tonghu-keys-"));
before(async () => {
  here = await site();
  running = await here.open();
  await populate(running, 40);
});
after(async () => {
  await running.close();
  await here.close();
  rmSync(out, { recursive: true, force: true });
});

interface Line {
  readonly id: string;
  readonly current: boolean;
  readonly keys: number;
  readonly files: number;
}
const masters = async (): Promise<Line[]> => {
  assert.equal(await answerOf(show, here.io, {}), "0");
  return (JSON.parse(here.io.said.at(-1) ?? "") as { masters: Line[] }).masters;
};
const faults = async (): Promise<readonly object[]> => {
  const client = await running.database.owner.connect();
  return (await verify(client, running.tonghu.machine).finally(() => client.release())).faults;
};

test("a new master key wraps every file while others register; the old one goes when it wraps nothing", async () => {
  const upload = join(here.data, "uploads", "a.returned.xlsx");
  mkdirSync(join(here.data, "uploads"));
  await (await writeAside(upload, "金丝雀甲", running.tonghu.ground.vault.files)).keep();
  const [old] = await masters();
  assert.ok(old?.current && old.keys === 40 && old.files === 1);
  const held = readFileSync(upload);
  assert.equal(await answerOf(drop, here.io, {}, [old.id]), "keys.in_use");

  const stopping = new AbortController();
  let added = 0;
  const writer = (async () => {
    while (!stopping.signal.aborted) {
      added += 1;
      await registerChild(running.tonghu, `轮换期间${added}`);
    }
  })();
  assert.equal(await answerOf(rotate, here.io, {}), "0", here.io.said.at(-1));
  stopping.abort();
  await writer;
  assert.equal(await answerOf(rotate, here.io, { "rewrap-only": true }), "0");
  const now = await masters();
  assert.equal(now.find((one) => one.id === old.id)?.keys ?? 0, 0);
  const current = now.find((one) => one.current);
  assert.deepEqual([current?.keys, current?.files], [40 + added, 1]);
  writeFileSync(upload, held); // a file that was being written under the old one meanwhile
  assert.equal(await answerOf(drop, here.io, {}, [old.id]), "keys.in_use");
  assert.equal(await answerOf(rotate, here.io, { "rewrap-only": true }), "0");
  assert.equal(await answerOf(drop, here.io, {}, [old.id]), "0");
  const opened = await running.tonghu.ground.vault.files.open(upload);
  assert.equal((await opened.read(0, opened.size)).toString(), "金丝雀甲", "the running server opens it");
  await opened.close();
  assert.ok(!readFileSync(join(here.data, "master.key"), "utf8").includes(old.id));

  assert.deepEqual(await faults(), []);
  await registerChild(running.tonghu, "轮换之后");
  let names = 0;
  for await (const file of openFiles(running.database.owner, running.tonghu.machine, nation))
    if (typeof fileOf(file).facts["name"]?.value === "string") names += 1;
  assert.equal(names, 41 + added);
});

test("an unknown master key is refused, and so is dropping the one in use", async () => {
  const current = (await masters()).find((one) => one.current)?.id ?? "";
  assert.equal(await answerOf(drop, here.io, {}, [current]), "keys.in_use");
  assert.equal(await answerOf(drop, here.io, {}, ["0123456789abcdef"]), "crypto.master_unknown");
});

test("the other suite takes over: what one sealed opens under the other, and files entered before are found again", async () => {
  const other = { ...here.io, env: { ...here.env, TONGHU_CRYPTO_SUITE: "sm4-sm3" } };
  assert.equal(await answerOf(rotate, other, { "rewrap-only": true }), "0", other.said.at(-1));
  assert.equal(await answerOf(verifyCommand, other, {}), "0", other.said.at(-1));
  const child = await registerChild(running.tonghu, "两套算法");
  assert.equal(await answerOf(rebuildCommand, other, {}), "0", other.said.at(-1));
  const reopened = await openInstallation(other, { join: true });
  await assert.rejects(registerChild(reopened.tonghu, "两套算法"), {
    code: "registry.duplicate",
    data: { childId: child },
  });
  await reopened.close();
  assert.deepEqual(await faults(), [], "the running server of the first suite still opens everything");
  const wrong = { ...here.io, env: { ...here.env, TONGHU_CRYPTO_SUITE: "rot13" } };
  assert.equal(await answerOf(show, wrong, {}), "crypto.suite_unknown");
});

test("an erased child stays erased when an archive of before is restored with the keys of today", async () => {
  const childId = await registerChild(running.tonghu, "备份中的孩子");
  const archive = join(out, "before.tonghu");
  assert.equal(await answerOf(backup, here.io, { out: archive }), "0", here.io.said.at(-1));
  const { machine: sealing, projections, ground } = running.tonghu;
  const erasing = { owner: running.database.owner, machine: sealing, projections, clock: ground.clock };
  await erase(erasing, { actor: machine, commandId: newId(), subjectId: childId, reason: "retention" });
  const later = join(out, "after.tonghu");
  assert.equal(await answerOf(backup, here.io, { out: later }), "0", here.io.said.at(-1));

  const there = await site({ empty: true });
  try {
    mkdirSync(there.data, { recursive: true });
    for (const name of ["identity.key", "master.key", "backup.key"])
      copyFileSync(join(here.data, name), join(there.data, name));
    assert.equal(await answerOf(restore, there.io, {}, [archive]), "0", there.io.said.join("\n"));
    const opened = await there.open();
    const texts: string[] = [];
    for await (const file of openFiles(opened.database.owner, opened.tonghu.machine, nation))
      texts.push(JSON.stringify(file.state));
    await opened.close();
    assert.ok(texts.length > 40 && !texts.join("").includes("备份中的孩子"));
    assert.ok(texts.join("").includes("轮换之后"), "the others came back");
    assert.equal(await answerOf(verifyCommand, there.io, {}), "0", there.io.said.at(-1));
  } finally {
    await there.close();
  }
});
