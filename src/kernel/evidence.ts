/* What may be kept of a visit beside its words (docs/decisions/0060). */

export const evidenceKinds = ["photo", "place", "signature"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/**
 * required: asked for at each home visit, and a visit without it counts all the same; optional: offered, never asked for;
 * off: not offered, and not taken.
 */
export const asks = ["required", "optional", "off"] as const;
export type Ask = (typeof asks)[number];

export type Asks = Readonly<Record<EvidenceKind, Ask>>;

/** Where no policy says anything. */
export const askNothing: Asks = { photo: "optional", place: "optional", signature: "optional" };
