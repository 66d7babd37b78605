import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FactSpec } from "#engines/rules/catalogue.ts";
import { type Fault, Faults } from "#engines/rules/fault.ts";
import { Places } from "#engines/rules/place.ts";
import { Problem } from "#kernel/problem.ts";
import type { Kept, ReadFacts } from "./judged.ts";
import { readExamples, readPack } from "./packText.ts";
import { Shelf } from "./shelf.ts";

/** Packs are files, versioned with the code: policies/<id>/pack.yaml and examples.yaml. */
export const defaultFolder = fileURLToPath(new URL("../../../policies", import.meta.url));

const MOST_BYTES = 8_000_000;

/** Reads every pack of a folder. Errors: policy.no_packs {folder}; faults of single packs stay on the shelf. */
export async function openShelf(folder: string, catalogue: readonly FactSpec[], readFacts: ReadFacts): Promise<Shelf> {
  const places = new Places();
  const faults = new Faults();
  const kept: Kept[] = [];
  for (const name of await packFolders(folder)) {
    const one = await readOne(join(folder, name), `${basename(folder)}/${name}`, places, faults);
    if (one && one.pack.id !== name)
      faults.add("wrong_folder", places.at(one.pack, "id"), { id: one.pack.id, folder: name });
    else if (one) kept.push(one);
  }
  if (kept.length === 0 && faults.list.length === 0) throw new Problem("policy.no_packs", { folder: basename(folder) });
  return new Shelf(kept, faults.list, { catalogue, places, readFacts });
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
  const take = (found: readonly Fault[]): void => {
    for (const fault of found) faults.add(fault.code, fault, fault.data);
  };
  const [file, examplesFile] = [`${label}/pack.yaml`, `${label}/examples.yaml`];
  const text = await textOf(join(folder, "pack.yaml"), file, faults);
  if (text === null) return null;
  const pack = readPack(text, file, places);
  take(pack.faults);
  const examplesText = await textOf(join(folder, "examples.yaml"), examplesFile, faults);
  const examples = examplesText === null ? null : readExamples(examplesText, examplesFile, places);
  take(examples?.faults ?? []);
  return pack.value ? { pack: pack.value, file, examples: examples?.value ?? [], examplesFile } : null;
}

async function textOf(path: string, label: string, faults: Faults): Promise<string | null> {
  try {
    const { size } = await stat(path);
    if (size <= MOST_BYTES) return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
    faults.add("yaml", { file: label, line: 1 }, { reason: "too_long", detail: "" });
  } catch (error) {
    const reason = error instanceof TypeError ? "not_utf8" : "not_readable";
    faults.add("yaml", { file: label, line: 1 }, { reason, detail: "" });
  }
  return null;
}
