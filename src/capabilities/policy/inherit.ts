import type {
  Category,
  ComparisonItem,
  Deadline,
  Entry,
  Escalation,
  Grading,
  Ground,
  Level,
  Pack,
  ReferralItem,
  Return,
} from "./words.ts";
import { type ConferencePart, noConference } from "./conferences.ts";
import { type Entrustment, noEntrustment } from "./entrustments.ts";
import { type Evidence, noEvidence } from "./evidence.ts";
import type { BulletinItem } from "./bulletins.ts";
import type { RecognitionItem } from "./recognitions.ts";
import type { ConcernLimit, Hotline, Reporter, Situation } from "./situations.ts";

/** A pack with everything that it inherits. */
export interface Whole {
  readonly pack: Pack;
  readonly define: NonNullable<Pack["define"]>;
  readonly lists: NonNullable<Pack["lists"]>;
  readonly categories: readonly Category[];
  readonly levels: readonly Level[];
  readonly grounds: readonly Ground[];
  readonly grading: Grading;
  readonly escalation: readonly Escalation[];
  readonly deadlines: readonly Deadline[];
  readonly returns: readonly Return[];
  readonly bulletins: readonly BulletinItem[];
  readonly transitions: readonly Entry[];
  readonly registers: readonly Entry[];
  readonly comparisons: readonly ComparisonItem[];
  readonly referrals: readonly ReferralItem[];
  readonly recognitions: readonly RecognitionItem[];
  readonly situations: readonly Situation[];
  readonly concernLimits: readonly ConcernLimit[];
  readonly entrustment: Entrustment;
  readonly conference: ConferencePart;
  readonly evidence: Evidence;
  readonly reporters: readonly Reporter[];
  readonly hotlines: readonly Hotline[];
}

/**
 * Lays a pack over its parents, item by item: an item with the id of an inherited one takes its place, a new one
 * follows the inherited ones. chain: the pack itself first, its parent next. Errors: an empty chain.
 */
export function inherit(chain: readonly Pack[]): Whole {
  const [pack] = chain;
  if (!pack) throw new Error("inherit: an empty chain");
  const down = chain.toReversed();
  const items = <T>(
    section: keyof Pack,
    of: (pack: Pack) => readonly T[] | undefined,
    idOf: (item: T) => string,
  ): T[] => {
    const kept = new Map<string, T>();
    for (const one of down) {
      for (const item of one.without ?? [])
        if (item.startsWith(`${section}.`)) kept.delete(item.slice(section.length + 1));
      for (const item of of(one) ?? []) kept.set(idOf(item), item);
    }
    return [...kept.values()];
  };
  const byId = (item: { readonly id: string }): string => item.id;
  return {
    pack,
    define: named(down.map((one) => one.define)),
    lists: named(down.map((one) => one.lists)),
    categories: items("categories", (one) => one.categories, byId),
    levels: items("levels", (one) => one.levels, byId),
    grounds: items("grounds", (one) => one.grounds, byId),
    grading: named(down.map((one) => one.grading)),
    escalation: items(
      "escalation",
      (one) => one.escalation,
      (step) => step.to,
    ),
    deadlines: items("deadlines", (one) => one.deadlines, byId),
    returns: items("returns", (one) => one.returns, byId),
    bulletins: items("bulletins", (one) => one.bulletins, byId),
    transitions: items("transitions", (one) => one.transitions, byId),
    registers: items("registers", (one) => one.registers, byId),
    comparisons: items("comparisons", (one) => one.comparisons, byId),
    referrals: items("referrals", (one) => one.referrals, byId),
    recognitions: items("recognitions", (one) => one.recognitions, byId),
    situations: items("situations", (one) => one.situations, byId),
    concernLimits: items("concern_limits", (one) => one.concern_limits, byId),
    // part by part: a lower pack that has other undertakings has its own list of them
    entrustment: named<Entrustment>([noEntrustment, ...down.map((one) => one.entrustment as Entrustment | undefined)]),
    conference: named<ConferencePart>([
      noConference,
      ...down.map((one) => one.conference as ConferencePart | undefined),
    ]),
    evidence: named<Evidence>([noEvidence, ...down.map((one) => one.evidence as Evidence | undefined)]),
    reporters: items("reporters", (one) => one.reporters, byId),
    hotlines: items("hotlines", (one) => one.hotlines, byId),
  };
}

/** Later ones over earlier ones, name by name. No prototype: a condition may be called anything. */
const named = <T extends object>(layers: readonly (T | undefined)[]): T =>
  Object.assign(Object.create(null) as T, ...layers.filter((layer) => layer !== undefined));
