import assert from "node:assert/strict";
import { after, test } from "node:test";
import { testDatabase } from "#test/database.ts";
import { control } from "./guarded.ts";

const { db, close } = await testDatabase({ empty: true });
after(close);

async function value(expression: string): Promise<unknown> {
  const { rows } = await db.pool.query<{ v: unknown }>(`select ${expression} as v`);
  return rows[0]?.v;
}

const cases: readonly (readonly [string, unknown])[] = [
  ["9007199254740991::int8", 9007199254740991],
  ["(-5)::int8", -5],
  ["array[1, null, 3]::int8[]", [1, null, 3]],
  ["1.50::numeric", "1.50"],
  ["12345678901234567890.123::numeric", "12345678901234567890.123"],
  ["array[0.1, 2]::numeric[]", ["0.1", "2"]],
  ["date '2024-02-29'", "2024-02-29"],
  ["array[date '2024-02-29', null]", ["2024-02-29", null]],
  ["timestamptz '2024-07-01 08:00:00+08'", "2024-07-01T00:00:00.000Z"],
  ["timestamptz '2024-07-01 08:00:00.123456+08'", "2024-07-01T00:00:00.123Z"],
  ["timestamptz '2024-07-01 08:00:00.1+08'", "2024-07-01T00:00:00.100Z"],
  ["timestamp '2024-07-01 08:00:00.5'", "2024-07-01T08:00:00.500Z"],
  ["array[timestamptz '2024-07-01 00:00:00+00']", ["2024-07-01T00:00:00.000Z"]],
  ["null::timestamptz", null],
  ["array['农村留守', 'b c', '-']::text[]", ["农村留守", "b c", "-"]],
  ["array[]::text[]", []],
  ["array['', null, 'NULL', 'null', ' a']", ["", null, "NULL", "null", " a"]],
  ["array['a,b', 'c\"d', 'e\\f', '{g}', '{}']", ["a,b", 'c"d', "e\\f", "{g}", "{}"]],
  [
    "array[array['a', 'b'], array['c', 'd']]",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["'[2:3]={a,b}'::text[]", ["a", "b"]],
  ['\'{"a": [1, "𠮷"]}\'::jsonb', { a: [1, "𠮷"] }],
];

for (const [expression, expected] of cases) {
  test(expression, async () => assert.deepEqual(await value(expression), expected));
}

test("what a number or a day cannot hold is an error, never a wrong value", async () => {
  for (const expression of [
    "9007199254740993::int8",
    "'infinity'::timestamptz",
    "'infinity'::date",
    "date '0044-03-15 BC'",
  ]) {
    await assert.rejects(value(expression), /^Error: db: /);
  }
  assert.equal(await value("1"), 1, "the connection is still good");
});

test("a session with another time zone, far offsets and odd minutes gives the same instants", async () => {
  const client = await db.pool.connect();
  for (const place of ["Asia/Shanghai", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati"]) {
    await control(client, `set timezone = '${place}'`);
    const { rows } = await client.query(
      "select timestamptz '1900-01-01 00:00:00+00' as old, timestamptz '2024-07-01 00:00+00' as new",
    );
    assert.deepEqual(rows, [{ old: "1900-01-01T00:00:00.000Z", new: "2024-07-01T00:00:00.000Z" }], place);
  }
  client.release(true);
});

test("sessions are in UTC and ISO whatever the role's settings say", async () => {
  assert.equal(await value("current_setting('TimeZone')"), "UTC");
  assert.match(String(await value("current_setting('DateStyle')")), /^ISO/);
});
