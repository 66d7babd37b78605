import { Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type Boundaries, type Boundary, type LoadedBoundaries, STATED } from "./words.ts";

/* Boundaries of an area's next lower ones: read strictly, kept as they are shown, drawn without any map server. */

export const MEGABYTES = 8;
export const POINTS = 100_000;
/** A metre and a bit: finer than any screen, and half the bytes of what tools write. */
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

type Point = [longitude: number, latitude: number];
type Polygons = Point[][][];

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const isDegree = (value: unknown, most: number): value is number =>
  typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= most;

function pointOf(value: unknown): Point | undefined {
  if (!Array.isArray(value) || value.length < 2) return undefined;
  const [longitude, latitude] = value as unknown[];
  return isDegree(longitude, 180) && isDegree(latitude, 90) ? [round(longitude), round(latitude)] : undefined;
}

/** All of a list, or nothing where one of it is wrong. */
function allOf<T>(values: unknown, read: (value: unknown) => T | undefined, least: number): T[] | undefined {
  if (!Array.isArray(values) || values.length < least) return undefined;
  const found = values.map(read);
  return found.includes(undefined) ? undefined : (found as T[]);
}

/** A ring comes back to where it began: four points at least (RFC 7946, 3.1.6). */
const ringOf = (value: unknown): Point[] | undefined => allOf(value, pointOf, 4);
const polygonOf = (value: unknown): Point[][] | undefined => allOf(value, ringOf, 1);

function polygonsOf(geometry: Readonly<Record<string, unknown>>): Polygons | undefined {
  const { type, coordinates } = geometry;
  if (type === "MultiPolygon") return allOf(coordinates, polygonOf, 1);
  const one = type === "Polygon" ? polygonOf(coordinates) : undefined;
  return one && [one];
}

/** Official files call it so or so; a county's six digits are often a number. */
const codeOf = (properties: Readonly<Record<string, unknown>>): string => {
  const said = properties["code"] ?? properties["adcode"] ?? properties["区划代码"];
  return typeof said === "string" || typeof said === "number" ? String(said).trim() : "";
};

function boundaryOf(feature: unknown, n: number): Boundary {
  const { properties, geometry } = record(feature);
  const polygons = polygonsOf(record(geometry));
  if (!polygons) throw new Problem("area.boundary_malformed", { n });
  return { code: codeOf(record(properties)), polygons };
}

const collectionOf = (bytes: Uint8Array): Readonly<Record<string, unknown>> =>
  record(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));

const statedIn = (said: unknown): string | null => (typeof said === "string" && said.trim().slice(0, STATED)) || null;

/** What the file says of itself beside its features: 审图号 and where it is from. For one that parseBoundaries has read. */
export function statedBy(bytes: Uint8Array): Pick<Boundaries, "approval" | "source"> {
  const whole = collectionOf(bytes);
  const said = { ...record(whole["properties"]), ...whole };
  return {
    approval: statedIn(said["审图号"] ?? said["approval"]),
    source: statedIn(said["来源"] ?? said["source"]),
  };
}

function featuresOf(bytes: Uint8Array): unknown[] {
  try {
    const { type, features } = collectionOf(bytes);
    if (type === "FeatureCollection" && Array.isArray(features) && features.length > 0) return features as unknown[];
  } catch {
    // said below, as for any other text
  }
  throw new Problem("area.boundaries_unreadable");
}

/**
 * A GeoJSON file as boundaries of an area's next lower ones, `lower` by their codes. Errors: area.boundaries_unreadable,
 * area.boundaries_large, area.boundary_malformed, area.boundary_foreign, area.boundary_twice, with the feature's number.
 */
export function parseBoundaries(bytes: Uint8Array, area: string, lower: ReadonlySet<string>): Boundary[] {
  const large = (): Problem => new Problem("area.boundaries_large", { megabytes: MEGABYTES, points: POINTS });
  if (bytes.length > MEGABYTES * 1024 * 1024) throw large();
  const seen = new Set<string>();
  const found = featuresOf(bytes).map((feature, at) => {
    const boundary = boundaryOf(feature, at + 1);
    const told = { n: at + 1, code: boundary.code, area };
    if (!lower.has(boundary.code)) throw new Problem("area.boundary_foreign", told);
    if (seen.has(boundary.code)) throw new Problem("area.boundary_twice", told);
    seen.add(boundary.code);
    return boundary;
  });
  if (found.reduce((sum, { polygons }) => sum + polygons.flat(2).length, 0) > POINTS) throw large();
  return found;
}

const put = sql`
  insert into area_boundary (area, approval, source, features, loaded_at, loaded_by) values ($1, $2, $3, $4, $5, $6)
  on conflict (area) do update set approval = excluded.approval, source = excluded.source, features = excluded.features,
    loaded_at = excluded.loaded_at, loaded_by = excluded.loaded_by`;

/** Whose map, when; by whom, where a person loaded it on the page. */
export interface Loading {
  readonly area: string;
  readonly at: Date;
  readonly by: string | null;
}

/** Takes the place of those that were loaded before. */
export const saveBoundaries = async (db: Queryable, { area, at, by }: Loading, { approval, source, lower }: Boundaries): Promise<void> => {
  await db.query(put, [area, approval, source, JSON.stringify(lower), at.toISOString(), by]);
}; // prettier-ignore

/** What is loaded of an area, without its shapes; undefined where nothing is. */
export async function findLoaded(db: Queryable, area: string): Promise<LoadedBoundaries | undefined> {
  const text = sql`
    select approval, source, loaded_at as "loadedAt", loaded_by as "loadedBy",
      (select coalesce(array_agg(f ->> 'code' order by f ->> 'code'), '{}') from jsonb_array_elements(features::jsonb) f) as codes
    from area_boundary where area = $1`;
  return (await db.query<LoadedBoundaries & Record<string, unknown>>(text, [area])).rows[0];
}

export async function findBoundaries(db: Queryable, area: string): Promise<Boundaries> {
  const text = sql`select approval, source, features from area_boundary where area = $1`;
  const { rows } = await db.query<{ approval: string | null; source: string | null; features: string }>({
    name: "area.boundaries",
    text,
    values: [area],
  });
  const [row] = rows;
  return row
    ? { approval: row.approval, source: row.source, lower: JSON.parse(row.features) as Boundary[] }
    : { approval: null, source: null, lower: [] };
}
