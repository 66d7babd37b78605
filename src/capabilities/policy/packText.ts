import type { z } from "zod";
import { type Fault, Faults, shown } from "#engines/rules/fault.ts";
import type { Places } from "#engines/rules/place.ts";
import { readYaml } from "./yamlText.ts";
import { type Example, Examples } from "./exampleWords.ts";
import { Pack } from "./words.ts";

export interface Read<T> {
  /** Null where the text is not of its shape. */
  readonly value: T | null;
  readonly faults: readonly Fault[];
}

/** pack.yaml as it was written, checked against its shape (words.ts). */
export const readPack = (text: string, file: string, places: Places): Read<Pack> => read(Pack, text, file, places);

/** examples.yaml, checked against its shape. */
export const readExamples = (text: string, file: string, places: Places): Read<Example[]> =>
  read(Examples, text, file, places);

function read<T>(schema: z.ZodType<T>, text: string, file: string, places: Places): Read<T> {
  const { value, faults } = readYaml(text, file, places);
  if (faults.length > 0) return { value: null, faults };
  const checked = schema.safeParse(value);
  // the schema changes nothing, and the object as read carries the places of its lines
  if (checked.success) return { value: value as T, faults };
  const found = new Faults();
  for (const issue of checked.error.issues) report(issue, value, file, places, found);
  return { value: null, faults: found.list };
}

type Issue = z.core.$ZodIssue;

function report(issue: Issue, root: unknown, file: string, places: Places, found: Faults): void {
  const [holder, key] = holderOf(root, issue.path);
  const { line } = places.at(holder, key);
  // a text that is a single word has no lines of its own
  const place = { line: Math.max(1, line), file };
  const item = itemName(root, issue.path);
  if (issue.code === "unrecognized_keys") {
    for (const strange of issue.keys)
      found.add("unknown_key", { ...places.at(valueAt(root, issue.path), strange), file }, { key: shown(strange) });
    return;
  }
  if (key === "clause" && isBlank(valueAt(root, issue.path))) found.add("missing_clause", place, { item });
  else found.add("shape", place, { item, given: shown(valueAt(root, issue.path)) });
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (holder, key) =>
      typeof holder === "object" && holder !== null ? (holder as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );

function holderOf(root: unknown, path: readonly PropertyKey[]): [unknown, string] {
  return [valueAt(root, path.slice(0, -1)), String(path.at(-1) ?? "")];
}

/** categories[left_behind].title: with the id of a list's item where it has one. */
function itemName(root: unknown, path: readonly PropertyKey[]): string {
  const words = path.map((key, i) => {
    if (typeof key !== "number") return i === 0 ? String(key) : `.${String(key)}`;
    const item = valueAt(root, path.slice(0, i + 1)) as { id?: unknown; name?: unknown } | undefined;
    return `[${shown(item?.id ?? item?.name ?? key + 1)}]`;
  });
  return words.join("") || "-";
}
