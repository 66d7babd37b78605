import { z } from "zod";
import { asks, type Asks } from "#kernel/evidence.ts";
import { Clause, source } from "./parts.ts";

/*
 * What a policy asks for and takes of a visit's evidence, as data (docs/decisions/0060). 国办函〔2026〕12号 forbids to demand
 * photos and tracks where nothing makes them necessary, and no document that we have makes any of them so: whoever demands
 * one names the clause.
 */

const EvidenceItem = z.strictObject({ ...source, ask: z.enum(asks), clause: Clause });
type EvidenceItem = z.infer<typeof EvidenceItem>;

export const Evidence = z.strictObject({ photo: EvidenceItem, place: EvidenceItem, signature: EvidenceItem });
export type Evidence = z.infer<typeof Evidence>;

const open: EvidenceItem = { ask: "optional", clause: "国办函〔2026〕12号", source: "local" };

/** Where no pack says anything, each may be given and none is asked for. */
export const noEvidence: Evidence = { photo: open, place: open, signature: open };

/** As a form is told of it. */
export const asksOf = ({ photo, place, signature }: Evidence = noEvidence): Asks => ({
  photo: photo.ask,
  place: place.ask,
  signature: signature.ask,
});
