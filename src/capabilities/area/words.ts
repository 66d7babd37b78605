import { z } from "zod";
import { type Day, isDay } from "#kernel/day.ts";
import { isAreaCode } from "#kernel/scope.ts";

export const levels = ["province", "prefecture", "county", "township", "village"] as const;
export const Level = z.enum(levels);
export type Level = z.infer<typeof Level>;

const byLength: Readonly<Record<number, Level>> = {
  2: "province",
  4: "prefecture",
  6: "county",
  9: "township",
  12: "village",
};

/** The level of a code, which its length says; undefined for what is not an area code. */
export const levelOf = (code: string): Level | undefined => (isAreaCode(code) ? byLength[code.length] : undefined);

export const AreaCode = z.string().refine(isAreaCode, { error: "area.code" });
export const DayText = z.string().refine(isDay, { error: "area.day" });

/** One version of a unit: its name and place in the tree from one day to another. */
export const Area = z.object({
  code: AreaCode,
  name: z.string().min(1),
  level: Level,
  /** The unit that a person sees above it; null for a province. */
  parent: AreaCode.nullable(),
  /** Exists in the code only: never shown in a path or a tree. */
  placeholder: z.boolean(),
  source: z.enum(["stat", "civil"]),
  /** The beginning is `epoch` where the true day is not published. */
  validFrom: DayText,
  /** First day on which it holds no more. */
  validTo: DayText.nullable(),
});
export type Area = z.infer<typeof Area>;

/** An area as a list or a tree shows it: with the names from the province down to itself. */
export const AreaWithPath = Area.extend({ path: z.array(z.string()) });
export type AreaWithPath = z.infer<typeof AreaWithPath>;

/** A line of a list or tree that can be opened. */
export const AreaNode = Area.extend({ hasChildren: z.boolean() });
export type AreaNode = z.infer<typeof AreaNode>;

export const successionKinds = ["renamed", "merged", "split", "recoded", "moved"] as const;
export type SuccessionKind = (typeof successionKinds)[number];

export const Succession = z.object({
  oldCode: AreaCode,
  newCode: AreaCode,
  on: DayText,
  how: z.enum(successionKinds),
});
export type Succession = z.infer<typeof Succession>;

export const changeKinds = [...successionKinds, "created", "alias"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One line of a table of changes; `line` is its place in the file, for the message. */
export const Change = z.object({
  line: z.int().positive(),
  day: DayText,
  how: z.enum(changeKinds),
  oldCode: z.union([AreaCode, z.literal("")]),
  newCode: z.union([AreaCode, z.literal("")]),
  newName: z.string().max(100),
});
export type Change = z.infer<typeof Change>;

/** A change as somebody reads it, both sides by their names of that day. `old` is null for what was founded. */
export const ChangeShown = z.object({
  on: DayText,
  how: z.enum(changeKinds),
  old: z.object({ code: AreaCode, name: z.string() }).nullable(),
  new: z.object({ code: AreaCode, name: z.string() }),
});
export type ChangeShown = z.infer<typeof ChangeShown>;

/** Newest first; `next` goes on from here. */
export const ChangesPage = z.object({ lines: z.array(ChangeShown), next: z.string().nullable() });
export type ChangesPage = z.infer<typeof ChangesPage>;

/** All that a code has been: its versions, the changes it took part in, and how else it is written. */
export const AreaHistory = z.object({
  versions: z.array(Area),
  changes: z.array(ChangeShown),
  aliases: z.array(z.object({ alias: z.string(), kind: z.enum(["code", "name"]) })),
});
export type AreaHistory = z.infer<typeof AreaHistory>;

/** What a written place name was found to be. */
export const Resolution = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("found"), code: AreaCode, area: Area }),
  z.object({ kind: z.literal("ambiguous"), candidates: z.array(AreaWithPath) }),
  /** `near` is the deepest unit that the beginning of the text names: 流沙东街道 of 流沙东街道无名村. */
  z.object({ kind: z.literal("none"), near: AreaWithPath.optional() }),
]);
export type Resolution = z.infer<typeof Resolution>;

/** The boundary of a unit: longitudes and latitudes, polygon by polygon, ring by ring. */
export const Boundary = z.object({
  code: AreaCode,
  polygons: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
});
export type Boundary = z.infer<typeof Boundary>;

/** Of an area's next lower ones; none where no administrator has loaded any. `approval`: 审图号; `source`: who made the map. */
export const Boundaries = z.object({
  approval: z.string().nullable(),
  source: z.string().nullable(),
  lower: z.array(Boundary),
});
export type Boundaries = z.infer<typeof Boundaries>;

/** Boundaries that are loaded, without their shapes. */
export const LoadedBoundaries = z.object({
  approval: z.string().nullable(),
  source: z.string().nullable(),
  codes: z.array(z.string()),
  loadedAt: z.string(),
  /** Who loaded them on the page; null where the command did. */
  loadedBy: z.string().nullable(),
});
export type LoadedBoundaries = z.infer<typeof LoadedBoundaries>;

const NamedUnits = z.array(z.object({ code: z.string(), name: z.string() }));

/** What a file would change, before it takes the place of what is there; all of it, or nothing. */
export const BoundaryPreview = z.object({
  /** How many lower areas there are, and how many of them the file draws. */
  of: z.number().int(),
  drawn: z.number().int(),
  points: z.number().int(),
  /** Lower areas that the file leaves out. */
  missing: NamedUnits,
  /** Of these such as are drawn now. */
  lost: NamedUnits,
  approval: z.string().nullable(),
  source: z.string().nullable(),
  /** What it takes the place of. */
  before: LoadedBoundaries.nullable(),
});
export type BoundaryPreview = z.infer<typeof BoundaryPreview>;

/** As long as a picture has room for. */
export const STATED = 60;
const Stated = z.string().trim().max(STATED).optional();
export const BoundaryQuery = z.strictObject({ approval: Stated, source: Stated });
export type BoundaryQuery = z.infer<typeof BoundaryQuery>;

/** "Since before the first edition that we loaded." */
export const epoch: Day = "1900-01-01";
