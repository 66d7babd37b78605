import { z } from "zod";

/* What every item of a pack is made of. */

export const Text = z.string().trim().min(1).max(2000);
export const Clause = z.string().trim().min(1).max(300);
export const Id = z.string().regex(/^[a-z][a-zA-Z0-9_.-]{0,59}$/);
/** Where no document fixes the item: an administrator may change it, or it comes from a draft. */
export const source = { source: z.enum(["local", "draft"]).optional() };
