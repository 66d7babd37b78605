/*
 * node bench/registers.ts KIND ROWS SEED FOLDER
 *
 * Draws two registers (school, hard) or files of Febrl's shape (febrl4, febrl3) and writes left.csv, right.csv, truth.csv
 * and fields.yaml. In a process of its own: rows are drawn in memory, and the one that measures stays small.
 */
import { createWriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { drawFebrl3, drawFebrl4, febrlHeads, febrlYaml } from "../test/registers/febrl.ts";
import { drawRegisters, fieldsYaml, hard, leftHeads, rightHeads, school } from "../test/registers/registers.ts";

type Rows = readonly (readonly string[])[];

const [kind = "", count = "", seed = "1", folder = ""] = process.argv.slice(2);

function* lines(heads: readonly string[], rows: Rows): Generator<string> {
  yield `${heads.join(",")}\r\n`;
  for (let from = 0; from < rows.length; from += 1000) {
    yield rows.slice(from, from + 1000).map((row) => `${row.join(",")}\r\n`).join(""); // prettier-ignore
  }
}

const write = (name: string, heads: readonly string[], rows: Rows): Promise<void> =>
  pipeline(Readable.from(lines(heads, rows)), createWriteStream(join(folder, name)));

async function febrl(): Promise<void> {
  writeFileSync(join(folder, "fields.yaml"), febrlYaml);
  if (kind === "febrl3") return write("left.csv", febrlHeads, drawFebrl3(Number(seed), Number(count)));
  const { left, right } = drawFebrl4(Number(seed), Number(count));
  await write("left.csv", febrlHeads, left);
  await write("right.csv", febrlHeads, right);
}

async function registers(): Promise<void> {
  const { left, right, truth } = drawRegisters(Number(seed), Number(count), kind === "hard" ? hard : school);
  writeFileSync(join(folder, "fields.yaml"), fieldsYaml);
  await write("left.csv", leftHeads, left);
  await write("right.csv", rightHeads, right);
  await write("truth.csv", ["left_id", "right_id"], [...truth]);
}

await (kind.startsWith("febrl") ? febrl() : registers());
