import { type Asks, type EvidenceKind, evidenceKinds } from "#kernel/evidence.ts";
import { kinds, type RecordVisit } from "./words.ts";

/* What of a visit's evidence its policy asks for and takes. A visit counts with it and without it. */

/** Degrees of latitude or longitude to which a place is rounded: about a kilometre, a village and no house. */
export const PLACE_STEP = 0.01;

export const coarse = (degrees: number): number => Math.round(degrees / PLACE_STEP) / Math.round(1 / PLACE_STEP);

/** What a visit of this kind has to bring: a call brings nothing. */
export const requiredAt = (asks: Asks, kind: RecordVisit["kind"]): EvidenceKind[] =>
  kind === "home_visit" ? evidenceKinds.filter((one) => asks[one] === "required") : [];

interface Evidenced {
  /** Of the visit's own entry. */
  readonly body: Record<string, unknown>;
  /** An entry of its own: who may read that somebody visited need not see where. */
  readonly placed: readonly { readonly kind: string; readonly body: Record<string, unknown> }[];
}

/** Never a refusal: a visit that was made is not lost for what it has too little of, or too much. */
export function evidenceOf({ kind, place, lacking = {} }: Pick<RecordVisit, "kind" | "place" | "lacking">, day: string, asks: Asks): Evidenced {
  const required = requiredAt(asks, kind);
  const whys = required.flatMap((one) => (lacking[one] === undefined ? [] : [[one, lacking[one]] as const]));
  const takes = place !== undefined && asks.place !== "off";
  return {
    body: {
      ...(required.length > 0 && { required }),
      ...(whys.length > 0 && { lacking: Object.fromEntries(whys) }),
      ...(takes && { placed: true }),
      ...(place !== undefined && !takes && { leftOut: ["place"] }),
    },
    placed: takes ? [{ kind: kinds.placed, body: { day, lat: coarse(place.lat), lng: coarse(place.lng) } }] : [],
  };
} // prettier-ignore
