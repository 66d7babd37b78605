import { readFile } from "node:fs/promises";
import { Encoder, type LinkageConfig, readConfig } from "#engines/linkage/index.ts";
import { Problem } from "#kernel/problem.ts";
import { decodeHex } from "#platform/crypto/hex.ts";
import { Key } from "#platform/crypto/key.ts";
import { type Suite, suiteNamed } from "#platform/crypto/suite.ts";
import type { Command, Values } from "./command.ts";
import { type ListRow, rowsOf } from "./linkRead.ts";
import { save } from "./linkSave.ts";
import { requireApart, requireReadable, requireWritable } from "./path.ts";
import { misused, onlyOptions } from "./usage.ts";

/** Begins the first line of a list of digests; then the suite, and by what two lists show that they have one key. */
export const DIGESTS = "tonghu-digest-1";

export const command: Command = {
  name: "link encode",
  zh: "把名单变为带密钥的摘要，供不能交出明文的部门比对",
  en: "turn a list into keyed digests, for departments that may not hand over plain text",
  usage: "--in a.csv --config fields.yaml --side left --key project.key --out a.digests.csv [--suite sm4-sm3]",
  options: {
    in: { type: "string" },
    config: { type: "string" },
    side: { type: "string" },
    key: { type: "string" },
    out: { type: "string" },
    suite: { type: "string" },
  },
  run: async (values, positionals, io) => {
    onlyOptions(positionals);
    const [file, fields, keyFile, out] = [
      need(values, "in"),
      need(values, "config"),
      need(values, "key"),
      need(values, "out"),
    ];
    const side = need(values, "side");
    if (side !== "left" && side !== "right") throw misused("side", { given: side.slice(0, 60) });
    for (const one of [file, fields, keyFile]) await requireReadable(one);
    await requireWritable(out);
    await requireApart(out, [file, fields, keyFile]);
    const config = readConfig(await readFile(fields, "utf8"));
    refusePersonalId(config, side);
    const suite = suiteNamed(typeof values["suite"] === "string" ? values["suite"] : io.env["TONGHU_CRYPTO_SUITE"]);
    const key = await readKey(keyFile);
    const counted = { rows: 0 };
    await save(out, digests(rowsOf(file, { config, side }), config, suite, key, counted), 0o600);
    io.out(
      io.json ? JSON.stringify({ out, rows: counted.rows }) : `已生成 ${out}，共 ${counted.rows} 行；密钥不在其中。`,
    );
    return 0;
  },
};

function need(values: Values, option: string): string {
  const value = values[option];
  if (typeof value !== "string") throw misused("missing", { what: `选项 --${option}` });
  return value;
}

/** The column of ids goes out as it is. Errors: linkage.id_is_personal where it is a field too. */
function refusePersonalId(config: LinkageConfig, side: "left" | "right"): void {
  const id = side === "left" ? config.leftId : config.rightId;
  if (config.fields.some((field) => field[side] === id))
    throw new Problem("linkage.id_is_personal", { side, column: id });
}

/** 64 hex digits. Errors: linkage.key_malformed. */
async function readKey(file: string): Promise<Key> {
  const text = await readFile(file);
  const bytes = decodeHex(text.subarray(0, 64));
  const rest = text.subarray(64).toString("latin1").trim();
  text.fill(0);
  if (bytes?.length !== 32 || rest !== "") throw new Problem("linkage.key_malformed");
  const key = new Key(bytes);
  bytes.fill(0);
  return key;
}

async function* digests(
  batches: AsyncIterable<readonly ListRow[]>,
  config: LinkageConfig,
  suite: Suite,
  key: Key,
  counted: { rows: number },
): AsyncGenerator<string[]> {
  const digest = (text: string): string => suite.digest(key, `tonghu linkage ${text}`);
  const encoder = new Encoder(config.fields, digest);
  yield [`${DIGESTS} ${suite.name} ${digest("which key").slice(0, 8)}`, ...config.fields.map(({ name }) => name)];
  for await (const rows of batches) {
    counted.rows += rows.length;
    for (const { id, cells } of rows) yield [id, ...encoder.row(cells)];
  }
}
