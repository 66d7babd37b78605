import { requiredAt } from "#capabilities/visit/decide.ts";
import { askNothing, type Asks, type EvidenceKind, evidenceKinds } from "#kernel/evidence.ts";
import type { Filling } from "./filling.ts";
import type { VisitForm } from "./question.ts";

/* What of a visit's evidence a form asks for, offers or leaves out: the policy's word for the day, also without signal. */

/** A server of before there was a policy of it takes no place. */
const before: Asks = { ...askNothing, place: "off" };

/** What holds on a day, of what holds from each turn on. */
export const asksOn = (
  turns: readonly (Asks & { readonly from: string })[] | undefined,
  day: string,
): Asks | undefined =>
  turns?.reduce((held: Asks | undefined, one) => (held === undefined || one.from <= day ? one : held), undefined);

/** A call brings nothing: what a home visit must have, it may have. */
export function asksOf({ evidence = before }: Pick<VisitForm, "evidence">, kind: Filling["kind"]): Asks {
  const required = requiredAt(evidence, kind);
  const one = (what: EvidenceKind) => evidence[what] === "required" && !required.includes(what) ? "optional" : evidence[what]; // prettier-ignore
  return { photo: one("photo"), place: one("place"), signature: one("signature") };
}

const has = ({ place, attachments = [] }: Filling, kind: EvidenceKind): boolean =>
  kind === "place" ? place !== undefined : attachments.some((one) => one.kind === kind);

/** What the policy asks for and is not there. */
export const lackingIn = (filling: Filling, asks: Asks): EvidenceKind[] =>
  evidenceKinds.filter((kind) => asks[kind] === "required" && !has(filling, kind));

/** What is there and is not taken (any more). */
export const untakenIn = (filling: Filling, asks: Asks): EvidenceKind[] =>
  evidenceKinds.filter((kind) => asks[kind] === "off" && has(filling, kind));

export const whyOf = ({ lacking }: Filling, kind: EvidenceKind): string => (lacking?.[kind] ?? "").trim();

/** Of the message: what is taken, and why the rest is not there. Photos and signatures become commands of their own (sync/contentOf.ts). */
export function evidenceIn(filling: Filling, asks: Asks): Record<string, unknown> {
  const attachments = (filling.attachments ?? []).filter(({ kind }) => asks[kind] !== "off");
  const whys = lackingIn(filling, asks).map((kind) => [kind, whyOf(filling, kind)]);
  return {
    ...(attachments.length > 0 && { attachments }),
    ...(filling.place && asks.place !== "off" && { place: filling.place }),
    ...(whys.length > 0 && { lacking: Object.fromEntries(whys) as Record<string, string> }),
  };
}
