import { join } from "node:path";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import { loadAreas } from "#capabilities/area/index.ts";
import { nation } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { serverOf } from "../../src/composition.ts";
import { openInstallation } from "../../src/commands/installation.ts";
import { places } from "../places.ts";

/* A whole server as a process of its own, to be killed: says its address and its director's id, then serves. */

const io = {
  out: (text: string) => process.stdout.write(`${text}\n`),
  err: (text: string) => process.stderr.write(`${text}\n`),
  env: process.env,
  json: false,
};

const installation = await openInstallation(io);
const { owner } = installation.database;
const { rows } = await owner.query("select id from account_person limit 1");
let personId = rows[0]?.id as string | undefined;
if (personId === undefined) {
  await inScope(owner, nation, (db) => loadAreas(db, [places.county]));
  await markSynthetic(owner);
  [personId] = await addPeople(owner, [{ name: "主任", kind: "director", area: places.eastVillage }], {
    demo: true,
    day: "2024-01-01",
  });
}
const app = await serverOf(installation.tonghu, join(process.env["TONGHU_DATA"] ?? "", "uploads"), "silent");
const address = await app.listen({ port: 0, host: "127.0.0.1" });
io.out(JSON.stringify({ address, personId }));
process.once("SIGTERM", () => {
  void app.close().then(() => installation.close());
});
