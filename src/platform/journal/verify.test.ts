import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as registry from "#capabilities/registry/index.ts";
import * as visit from "#capabilities/visit/index.ts";
import { newId } from "#kernel/id.ts";
import { control } from "#platform/db/guarded.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { type Fault, verify } from "./verify.ts";

let people: Cast;
let childId: string;
before(async () => {
  people = await cast();
});
after(() => people.close());

let n = 0;
beforeEach(async () => {
  const { owner } = people.database.db;
  await owner.query("delete from entry; delete from journal_snapshot; delete from journal_key");
  const world = {
    knowsForm: () => true,
    ...people.tonghu.evidence,
    ...people.tonghu.ground,
    journal: people.tonghu.journal,
  };
  childId = newId();
  n += 1;
  await registry.register(world, people.eastDirector, {
    id: newId(),
    childId,
    area: places.eastVillage,
    source: "registration",
    facts: { ...leftBehind, name: `核验${n}` },
  });
  for (const note of ["一", "二", "三"]) {
    await visit.record(world, people.eastDirector, childId, {
      id: newId(),
      kind: "contact",
      form: "puning@1",
      facts: {},
      spokeWith: "",
      note,
      problems: [],
    });
  }
});

const faults = async (): Promise<readonly Fault[]> => {
  const client = await people.database.db.owner.connect();
  return (await verify(client, people.tonghu.machine).finally(() => client.release())).faults;
};

test("an untouched journal has no fault", async () => assert.deepEqual(await faults(), []));

/** What somebody with the owner's password might do; each is named by its first altered row. */
const tamperings: readonly [string, string, Omit<Fault, "subjectId">][] = [
  [
    "one bit of what a visit says",
    `update entry set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where seq = 4`,
    { seq: 4, what: "changed" },
  ],
  [
    "the time of an entry",
    `update entry set occurred_at = occurred_at - interval '1 day' where seq = 3`,
    { seq: 3, what: "changed" },
  ],
  [
    "the author of an entry",
    `update entry set actor_id = gen_random_uuid() where seq = 2`,
    { seq: 2, what: "changed" },
  ],
  ["an entry taken out of the middle", `delete from entry where seq = 3`, { seq: 4, what: "missing" }],
  ["the tail cut off", `delete from entry where seq = 5`, { seq: 4, what: "tail" }],
  ["a hash rewritten", `update entry set hash = repeat('a', 64) where seq = 3`, { seq: 3, what: "changed" }],
  [
    "two entries exchanged",
    `update entry set seq = case seq when 3 then 104 else 103 end where seq in (3, 4); update entry set seq = seq - 100 where seq > 100`,
    { seq: 3, what: "broken" },
  ],
  [
    "the snapshot's state altered",
    `update journal_snapshot set state = '{}', sealed = null`,
    { seq: 5, what: "snapshot" },
  ],
  [
    "one bit of the snapshot",
    `update journal_snapshot set sealed = set_byte(sealed, 90, get_byte(sealed, 90) # 1)`,
    { seq: 5, what: "snapshot" },
  ],
  [
    "a snapshot that somebody wrote in clear",
    `update journal_snapshot set state = 'x', sealed = null`,
    { seq: 5, what: "snapshot" },
  ],
  [
    "what an entry says put in clear",
    `update entry set body = '{"note":"改"}', sealed = null where seq = 4`,
    { seq: 4, what: "changed" },
  ],
  ["the key altered", `update journal_key set wrapped = reverse(wrapped)`, { seq: 1, what: "key" }],
  ["the key taken away", `delete from journal_key`, { seq: 1, what: "key" }],
  ["the snapshot's area", `update journal_snapshot set area = '${places.southVillage}'`, { seq: 5, what: "snapshot" }],
  ["the snapshot's child", `update journal_snapshot set child_id = gen_random_uuid()`, { seq: 5, what: "snapshot" }],
  ["the snapshot taken away", `delete from journal_snapshot`, { seq: 5, what: "snapshot" }],
  ["the snapshot set back", `update journal_snapshot set seq = 4`, { seq: 5, what: "tail" }],
  [
    "a microsecond on when it happened",
    `update entry set occurred_at = occurred_at + interval '1 microsecond' where seq = 3`,
    { seq: 3, what: "changed" },
  ],
  [
    "some microseconds off when it was written",
    `update entry set recorded_at = recorded_at + interval '999 microseconds' where seq = 1`,
    { seq: 1, what: "changed" },
  ],
  [
    "the digest of the command",
    `update entry set command = repeat('0', 64) where seq = 3`,
    { seq: 3, what: "changed" },
  ],
  [
    "a digest put where none was",
    `update entry set command = repeat('0', 64) where seq = 2`,
    { seq: 2, what: "changed" },
  ],
  ["a whole file removed", `delete from entry`, { seq: 0, what: "tail" }],
];

for (const [what, statement, fault] of tamperings) {
  test(`${what} is named`, async () => {
    await people.database.db.owner.query(statement);
    assert.deepEqual(await faults(), [{ subjectId: childId, ...fault }]);
  });
}

test("the application's own role can neither change nor remove an entry, nor widen its scope", async () => {
  const attempts = [
    "update entry set body = '{}'", "delete from entry", "truncate entry", "alter table entry disable row level security",
    "drop table entry", "alter table entry add column x text", "set role postgres", "select set_config('app.area_lo', '0', true)",
    "create function f() returns int language sql as 'select 1'",
  ]; // prettier-ignore
  for (const statement of attempts) {
    await assert.rejects(
      inScope(people.database.db.pool, people.eastDirector.scope, (db) => control(db, statement)),
      /permission denied|must be owner|does not exist/,
      statement,
    );
  }
  const seen = await inScope(people.database.db.pool, people.southDirector.scope, (db) =>
    db.query("select count(*)::int as n from entry"),
  );
  assert.equal(seen.rows[0].n, 0);
  const bare = await people.database.db.pool.query("select count(*)::int as n from entry");
  assert.equal(bare.rows[0].n, 0);
});
