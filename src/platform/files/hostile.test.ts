import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { isProblem } from "#kernel/problem.ts";
import { readRows } from "./index.ts";
import { problems } from "./zh.ts";
import { XmlScanner } from "./xmlScan.ts";
import { writeZip, type ZipPart } from "./zipWrite.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "tonghu-files-"));
});
after(() => rm(folder, { recursive: true }));

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

async function* repeated(text: string, times: number): AsyncGenerator<string> {
  yield "<worksheet><sheetData>";
  for (let i = 0; i < times; i++) yield text;
  yield "</sheetData></worksheet>";
}

async function archive(sheet: ZipPart["text"], more: readonly ZipPart[] = []): Promise<Buffer> {
  const parts: ZipPart[] = [
    {
      name: "_rels/.rels",
      text: `<Relationships><Relationship Id="a" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    { name: "xl/workbook.xml", text: '<workbook><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>' },
    {
      name: "xl/_rels/workbook.xml.rels",
      text: `<Relationships><Relationship Id="a" Type="${office}/worksheet" Target="s.xml"/><Relationship Id="b" Type="${office}/sharedStrings" Target="strings.xml"/></Relationships>`,
    },
    ...more,
    { name: "xl/s.xml", text: sheet },
  ];
  return Buffer.concat(await Array.fromAsync(writeZip(parts)));
}

async function codeOf(file: Uint8Array): Promise<string> {
  try {
    for await (const row of readRows(file)) assert.ok(row);
    return "read";
  } catch (error) {
    if (!isProblem(error)) throw error;
    assert.ok(problems[error.code], `no sentence for ${error.code}`);
    return error.code;
  }
}

/** Reads a file in a process of its own: its answer, how much of the processor it took, and the most memory it held above an idle one. */
async function measured(file: Uint8Array): Promise<{ code: string; ms: number; grownMb: number }> {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.xlsx`);
  await writeFile(path, file);
  const script = `
    import { readRows } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
    const start = process.cpuUsage(), before = process.resourceUsage().maxRSS;
    let code = "read";
    try { for await (const row of readRows(${JSON.stringify(path)})) void row; } catch (error) { code = error.code ?? String(error); }
    console.log(JSON.stringify({ code, ms: ((spent) => (spent.user + spent.system) / 1000)(process.cpuUsage(start)), grownMb: (process.resourceUsage().maxRSS - before) / 1024 }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  return JSON.parse(stdout) as { code: string; ms: number; grownMb: number };
}

async function refusedQuickly(file: Uint8Array, code: string): Promise<void> {
  const answer = await measured(file);
  assert.equal(answer.code, code);
  assert.ok(answer.ms < 5_000, `${answer.ms} ms`);
  assert.ok(answer.grownMb < 200, `${answer.grownMb} MB`);
}

const sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";

test("what is no workbook is told apart, each by its own name", async () => {
  const ole = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2_000)]);
  const encrypted = Buffer.concat([ole, Buffer.from("EncryptedPackage", "utf16le"), Buffer.alloc(100)]);
  assert.equal(await codeOf(Buffer.alloc(0)), "files.empty");
  assert.equal(await codeOf(ole), "files.xls_old");
  assert.equal(await codeOf(encrypted), "files.encrypted");
  assert.equal(await codeOf(Buffer.from("%PDF-1.7\n1 0 obj")), "files.pdf");
  assert.equal(await codeOf(Buffer.from("<html><table><tr><td>姓名</td></tr></table></html>")), "files.not_xlsx");
  assert.equal(await codeOf(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")), "files.not_xlsx");
  assert.equal(
    await codeOf(Buffer.concat(await Array.fromAsync(writeZip([{ name: "a.txt", text: "x" }])))),
    "files.not_xlsx",
  );
  assert.equal(await codeOf(Buffer.concat(await Array.fromAsync(writeZip([])))), "files.empty");
});

test("a file that was cut off, or changed by one byte, is damaged and nothing else", async () => {
  const file = await archive(sheet);
  assert.equal(await codeOf(file), "read");
  for (const length of [10, 100, file.length - 100, file.length - 1]) {
    assert.equal(await codeOf(file.subarray(0, length)), "files.damaged", `${length} bytes`);
  }
  const at = file.indexOf("xl/s.xml") + 12;
  for (let i = 0; i < 30; i++) {
    const changed = Buffer.from(file);
    changed[at + i] = (changed[at + i] ?? 0) ^ 0x55;
    assert.match(await codeOf(changed), /^(?:files\.(?:damaged|zip_bomb)|read)$/);
  }
  assert.equal(await codeOf(await archive("<worksheet><sheetData><row><c><v>1")), "files.damaged");
});

test("a part that would grow a thousand times is refused before it is inflated", async () => {
  const bomb = await archive(() => repeated(`<row><c><v>${"1".repeat(60_000)}</v></c></row>`, 3_000)); // 180 MB out of 600 KB
  assert.ok(bomb.length < 1_500_000);
  await refusedQuickly(bomb, "files.zip_bomb");
});

test("a part that says it is small and is not stops where it said it would", async () => {
  const bomb = await archive(() => repeated(`<row><c><v>${"1".repeat(60_000)}</v></c></row>`, 1_500));
  const lying = Buffer.from(bomb);
  const at = lying.lastIndexOf("xl/s.xml") - 46; // the line of the directory
  assert.equal(lying.readUInt32LE(at), 0x02014b50);
  lying.writeUInt32LE(1_000_000, at + 24);
  await refusedQuickly(lying, "files.zip_bomb");
});

test("parts that lie over one another, and thousands of parts, are refused by the directory alone", async () => {
  const file = await archive(sheet, [{ name: "big.bin", text: "x".repeat(1_000) }]);
  const overlapping = Buffer.from(file);
  const at = overlapping.lastIndexOf("big.bin") - 46;
  overlapping.writeUInt32LE(overlapping.length, at + 20);
  assert.equal(await codeOf(overlapping), "files.zip_bomb");
  const many = Array.from({ length: 2_001 }, (_, i) => ({ name: `${i}.xml`, text: "" }));
  assert.equal(await codeOf(await archive(sheet, many)), "files.zip_bomb");
});

test("entities are never declared: billion laughs, external files, in any part", async () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i} "${`&l${i - 1};`.repeat(10)}">`).join("")}]>`;
  const external = '<!DOCTYPE x SYSTEM "file:///etc/passwd">';
  const strings = (dtd: string): ZipPart => ({
    name: "xl/strings.xml",
    text: `<?xml version="1.0"?>${dtd}<sst><si><t>&l9;</t></si></sst>`,
  });
  assert.equal(await codeOf(await archive(`<?xml version="1.0"?>${laughs}${sheet}`)), "files.xml_entities");
  assert.equal(await codeOf(await archive(`${external}${sheet}`)), "files.xml_entities");
  assert.equal(await codeOf(await archive(sheet, [strings(laughs)])), "files.xml_entities");
});

test("cells far out, far down and far too long are refused by name", async () => {
  const cell = (name: string, value = "1"): string =>
    `<worksheet><sheetData><row r="1"><c r="${name}"><v>${value}</v></c></row></sheetData></worksheet>`;
  assert.equal(await codeOf(await archive(cell("XFD1"))), "files.too_many_columns");
  assert.equal(await codeOf(await archive(sheet.replace("<row>", '<row r="1048577">'))), "files.too_many_rows");
  assert.equal(await codeOf(await archive(sheet.replace("<row>", '<row r="-5">'))), "files.too_many_rows");
  const long = Array.from({ length: 300_000 }, (_, i) => i).join("");
  assert.equal(await codeOf(await archive(cell("A1", long))), "files.cell_too_long");
  assert.equal(await codeOf(Buffer.from(`a,"${long}`)), "files.cell_too_long");
});

test("merged areas that overlap a thousand times are refused, not worked off", async () => {
  const merges = Array.from({ length: 5_000 }, () => '<mergeCell ref="A1:CV1048576"/>').join("");
  const rows = Array.from({ length: 2_000 }, () => "<row><c><v>1</v></c></row>").join("");
  const file = await archive(`<worksheet><sheetData>${rows}</sheetData><mergeCells>${merges}</mergeCells></worksheet>`);
  await refusedQuickly(file, "files.damaged");
});

test("too many merged cells are refused by their number, a sheet that is not there by its name", async () => {
  const merges = Array.from({ length: 200_001 }, (_, n) => `<mergeCell ref="A${n + 2}:B${n + 2}"/>`).join("");
  const merged = await archive(`<worksheet><sheetData></sheetData><mergeCells>${merges}</mergeCells></worksheet>`);
  assert.equal(await codeOf(merged), "files.too_many_merges");
  const book = '<workbook><sheets><sheet name="排查表" sheetId="1" r:id="a"/></sheets></workbook>';
  const parts = [
    { name: "_rels/.rels", text: `<Relationships><Relationship Id="a" Type="${office}/officeDocument" Target="w.xml"/></Relationships>` },
    { name: "w.xml", text: book },
    { name: "_rels/w.xml.rels", text: `<Relationships><Relationship Id="a" Type="${office}/worksheet" Target="s.xml"/></Relationships>` },
  ]; // prettier-ignore
  assert.equal(await codeOf(Buffer.concat(await Array.fromAsync(writeZip(parts)))), "files.sheet_missing");
});

test("a tag without an end costs neither memory nor minutes", async () => {
  let seed = 1;
  const noise = (n: number): string =>
    Array.from({ length: n }, () => ((seed = (seed * 48_271) % 2_147_483_647) % 36).toString(36)).join("");
  const endless = async function* (): AsyncGenerator<string> {
    yield "<worksheet><sheetData><row x='";
    for (let i = 0; i < 200; i++) yield noise(100_000);
  };
  await refusedQuickly(await archive(endless), "files.damaged");
});

test("XML read in pieces of any size tells the same", () => {
  const source =
    '<?xml version="1.0"?><a:b x="1>2" y=\'&lt;"\'>t&amp;u<!-- <c> --><![CDATA[<d>&amp;]]>&#x20BB7;<e/></a:b>';
  const heard = (size: number): string => {
    const log: string[] = [];
    const scanner = new XmlScanner({
      open: (name, attributes) => log.push(`<${name}${attributes}>`),
      close: (name) => log.push(`</${name}>`),
      text: (piece) => log.push(piece),
    });
    for (let at = 0; at < source.length; at += size) scanner.feed(source.slice(at, at + size));
    scanner.end();
    return log.join("");
  };
  const whole = heard(1_000);
  assert.equal(whole, '<b x="1>2" y=\'&lt;"\'>t&u<d>&amp;𠮷<e></e></b>');
  for (let size = 1; size < source.length; size++) assert.equal(heard(size), whole, `pieces of ${size}`);
});
