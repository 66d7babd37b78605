import path from "node:path";
import { pathToFileURL } from "node:url";
import { listTree, root } from "../house/tree.ts";

/**
 * Where a table lives on a sharded server: by `child_id`, by `subject_id`, by the column of `key:`, by `county`; on
 * every node (`reference`), or on the coordinator only (`local`).
 */
export type Placement = "child" | "subject" | "county" | "reference" | "local" | `key:${string}`;
export type Manifest = ReadonlyMap<string, Placement>;

/** What one statement is judged with. */
export interface Case {
  readonly file: string;
  /** True where a table of it is sharded, or in no manifest. */
  readonly sharded: boolean;
}

const isPlacement = (text: unknown): text is Placement =>
  typeof text === "string" && /^(child|subject|county|reference|local|key:[a-z_]+)$/.test(text);

/** The column that rows are spread by; undefined for reference and local tables. */
export function distributionColumn(placement: Placement): string | undefined {
  if (placement === "child") return "child_id";
  if (placement === "subject") return "subject_id";
  if (placement === "county") return "county";
  return placement.startsWith("key:") ? placement.slice("key:".length) : undefined;
}

/** One manifest of several parts. Errors: a table placed twice, a placement that does not exist. */
export function joinManifest(parts: readonly (readonly [string, Readonly<Record<string, unknown>>])[]): Manifest {
  const manifest = new Map<string, Placement>();
  for (const [file, part] of parts) {
    for (const [table, placement] of Object.entries(part)) {
      if (!isPlacement(placement)) throw new Error(`${file}: ${table} has no placement ${String(placement)}`);
      if (manifest.has(table)) throw new Error(`${file}: ${table} is placed twice`);
      manifest.set(table, placement);
    }
  }
  return manifest;
}

/** The union of `placement` of every src/**\/placement.ts. */
export async function readManifest(): Promise<Manifest> {
  const files = listTree().filter((file) => /^src\/.*\bplacement\.ts$/.test(file));
  const parts = files.map(async (file) => {
    const module: unknown = await import(pathToFileURL(path.join(root, file)).href);
    const { placement } = module as { placement?: Readonly<Record<string, unknown>> };
    if (!placement) throw new Error(`${file} exports no placement`);
    return [file, placement] as const;
  });
  return joinManifest(await Promise.all(parts));
}
