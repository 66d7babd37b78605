import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Cast, cast } from "../../../test/cast.ts";
import { column } from "./column.ts";
import { runOf } from "./documents.ts";

let people: Cast;
before(async () => {
  people = await cast();
});
after(() => people.close());

const texts = [
  ["a", null, "b"], ["", "x"], ["NULL", "null", "nULL", "nulls"], ["{a}", "b,c", '"', "\\", " ", "\t"], ["张三", "👶"],
  ["2024-07-01T00:00:00.000Z", "445281", "a_b-c.d:e+f"], [], [null],
]; // prettier-ignore

test("a column comes out of the database as it went in", async () => {
  for (const values of texts) {
    const { rows } = await people.database.db.owner.query<{ back: string[] }>("select $1::text[] as back", [
      column(values),
    ]);
    assert.deepEqual(rows[0]?.back, values);
  }
  const numbers = await people.database.db.owner.query("select $1::int[] as back, $2::boolean[] as yes", [
    column([1, null, -3]),
    column([true, null, false]),
  ]);
  assert.deepEqual(numbers.rows[0], { back: [1, null, -3], yes: [true, null, false] });
});

test("documents of any characters are taken out of their run whole", async () => {
  const documents = ["", "{}", "张三👶", '{"a":"\\u0000"}', "é\n\t", "x".repeat(70_000)];
  const { bytes, starts, sizes } = runOf(documents);
  const { rows } = await people.database.db.owner.query<{ back: string }>(
    `select convert_from(substring($1::bytea from n.start for n.size), 'UTF8') as back
     from unnest($2::int[], $3::int[]) with ordinality as n (start, size, no) order by no`,
    [bytes, column(starts), column(sizes)],
  );
  assert.deepEqual(rows.map((row) => row.back), documents); // prettier-ignore
});
