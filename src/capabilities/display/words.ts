import { z } from "zod";
import type { PostKind } from "#kernel/actor.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { postAreaSchema } from "#capabilities/account/words.ts";
import { idSchema } from "#capabilities/registry/words.ts";

export const permissions = {
  "display.open": ["county", "city", "province"],
} as const satisfies Readonly<Record<string, readonly PostKind[]>>;

/** A county or wider: by a township's few children whoever comes in could know one. */
export const isWide = (area: AreaCode): boolean => area.length <= 6;

/** How long a screen stays open before an officer opens it anew. */
export const spans = [1, 7, 30, 90] as const;
export type Span = (typeof spans)[number];

export const OpenScreen = z.strictObject({
  id: idSchema,
  /** Where it hangs, so that it is known again in the list. */
  name: z.string().trim().min(1).max(40),
  area: postAreaSchema.optional(),
  days: z.union(spans.map((days) => z.literal(days))),
});
export type OpenScreen = z.infer<typeof OpenScreen>;

export const OpenedScreen = z.object({ id: idSchema, until: z.string() });
export type OpenedScreen = z.infer<typeof OpenedScreen>;

export const ScreenParam = z.strictObject({ screenId: idSchema });

export const ScreenLine = z.object({
  id: idSchema,
  name: z.string(),
  area: z.string(),
  areaName: z.string(),
  openedBy: z.string(),
  openedAt: z.string(),
  until: z.string(),
  /** The last day on which it read its figures. */
  seenOn: z.string().nullable(),
});
export type ScreenLine = z.infer<typeof ScreenLine>;

/** All that a wall may know: no code, no category, no grade of any area but its own whole. */
export const ScreenFigures = z.object({
  place: z.string(),
  day: z.string(),
  until: z.string(),
  synthetic: z.boolean(),
  levels: z.array(z.object({ level: z.string(), word: z.string(), shape: z.string(), children: z.number().int() })),
  children: z.number().int(),
  graded: z.number().int(),
  overdue: z.number().int(),
  villages: z.number().int(),
  directed: z.number().int(),
  months: z.array(
    z.object({
      month: z.string(),
      homeVisits: z.number().int(),
      contacts: z.number().int(),
      due: z.number().int().nullable(),
    }),
  ),
  /** In the order of their codes: never a ranking (国办函〔2026〕12号). */
  areas: z.array(
    z.object({ name: z.string(), children: z.number().int(), graded: z.number().int(), overdue: z.number().int() }),
  ),
});
export type ScreenFigures = z.infer<typeof ScreenFigures>;
