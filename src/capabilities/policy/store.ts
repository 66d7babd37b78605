import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FactSpec } from "#engines/rules/catalogue.ts";
import { Faults } from "#engines/rules/fault.ts";
import { Places } from "#engines/rules/place.ts";
import { Problem } from "#kernel/problem.ts";
import type { Changed, Kept, ReadFacts } from "./judged.ts";
import { type Read, readExamples, readPack } from "./packText.ts";
import { Shelf } from "./shelf.ts";
import type { Example } from "./exampleWords.ts";
import { readWording, type Wording } from "./wordingText.ts";

/** Packs are files, versioned with the code: policies/<id>/pack.yaml, examples.yaml, and document.txt where it is at hand. */
export const defaultFolder = fileURLToPath(new URL("../../../policies", import.meta.url));

const MOST_BYTES = 8_000_000;

/** Reads every pack of a folder. Errors: policy.no_packs {folder}; faults of single packs stay on the shelf. */
export async function openShelf(
  folder: string,
  catalogue: readonly FactSpec[],
  readFacts: ReadFacts,
  changed?: Changed,
): Promise<Shelf> {
  const places = new Places();
  const faults = new Faults();
  const kept: Kept[] = [];
  for (const name of await packFolders(folder)) {
    if (name === changed?.id) continue;
    const one = await readOne(join(folder, name), `${basename(folder)}/${name}`, places, faults);
    if (one && one.pack.id !== name)
      faults.add("wrong_folder", places.at(one.pack, "id"), { id: one.pack.id, folder: name });
    else if (one) kept.push(one);
  }
  const other = changed && (await readOne(changed.folder, changed.folder, places, faults));
  if (other) kept.push(other);
  if (kept.length === 0 && faults.list.length === 0) throw new Problem("policy.no_packs", { folder: basename(folder) });
  return new Shelf(kept, faults.list, { catalogue, places, readFacts }, changed);
}

async function packFolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .toSorted();
  } catch {
    throw new Problem("policy.no_packs", { folder: basename(folder) });
  }
}

async function readOne(folder: string, label: string, places: Places, faults: Faults): Promise<Kept | null> {
  const [file, examplesFile] = [`${label}/pack.yaml`, `${label}/examples.yaml`];
  const [text, cases] = [
    await textOf(join(folder, "pack.yaml"), file),
    await textOf(join(folder, "examples.yaml"), examplesFile),
  ];
  if (text.value === null) {
    faults.take(text.faults);
    return null;
  }
  const pack = readPack(text.value, file, places);
  faults.take(pack.faults);
  let examples: Read<readonly Example[]> | null = null;
  const readCases = (): Read<readonly Example[]> =>
    cases.value === null ? { value: null, faults: cases.faults } : readExamples(cases.value, examplesFile, places);
  if (!pack.value) return null;
  return { pack: pack.value, file, examples: () => (examples ??= readCases()), ...(await wordingIn(folder, label)) };
}

/** The document of a pack, where its folder has it. */
async function wordingIn(folder: string, label: string): Promise<{ wording?: () => Read<Wording> }> {
  const [path, file] = [join(folder, "document.txt"), `${label}/document.txt`];
  if (!existsSync(path)) return {};
  const text = await textOf(path, file);
  let read: Read<Wording> | null = null;
  const take = (): Read<Wording> => (text.value === null ? { value: null, faults: text.faults } : readWording(text.value, file)); // prettier-ignore
  return { wording: () => (read ??= take()) };
}

/** A file's text. Errors, as faults: not there, too long, not UTF-8. */
async function textOf(path: string, label: string): Promise<Read<string>> {
  const refuse = (reason: string): Read<string> => ({
    value: null,
    faults: [{ code: "yaml", file: label, line: 1, data: { reason, detail: "" } }],
  });
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return refuse("too_long");
    return { value: new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path)), faults: [] };
  } catch (error) {
    return refuse(error instanceof TypeError ? "not_utf8" : "not_readable");
  }
}
