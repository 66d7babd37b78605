type Value = string | number | boolean | null | undefined;

const plain = /^[\w:.+-]+$/;

// Unquoted, the word NULL would be none.
const isPlain = (value: Value): boolean =>
  typeof value !== "string" || (plain.test(value) && (value.length !== 4 || value.toUpperCase() !== "NULL"));

/**
 * A column of a batch as PostgreSQL writes an array, where no value needs a quote: ids, digests, codes and days. The
 * driver looks into every value for what it has to escape, which takes an import as long as deciding. Other columns are
 * left to the driver.
 */
export const column = (values: readonly Value[]): string | readonly Value[] =>
  values.every(isPlain) ? `{${values.map((value) => value ?? "NULL").join(",")}}` : values;

/** Rows as the columns that an unnest takes: none without a row. */
export const turned = (rows: readonly (readonly unknown[])[]): unknown[][] =>
  Array.from({ length: rows[0]?.length ?? 0 }, (_, at) => rows.map((row) => row[at]));
