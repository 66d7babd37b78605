import type { FactSpec, Facts } from "#engines/rules/catalogue.ts";
import type { Places } from "#engines/rules/place.ts";
import type { Policy } from "./decide.ts";
import type { Whole } from "./inherit.ts";
import type { Read } from "./packText.ts";
import type { Example } from "./exampleWords.ts";
import type { Wording } from "./wordingText.ts";
import type { Pack } from "./words.ts";

/** A pack as it stands on the shelf. */
export interface Kept {
  readonly pack: Pack;
  /** policies/puning/pack.yaml */
  readonly file: string;
  /** Read when first asked for: who only decides does not wait for them. */
  readonly examples: () => Read<readonly Example[]>;
  /** The document itself, read when first asked for; null where the pack does not carry it. */
  readonly wording?: () => Read<Wording>;
}

/** A pack whose conditions could be read, beside what it inherits. */
export interface Judged extends Omit<Kept, "examples" | "wording"> {
  readonly examples: readonly Example[];
  readonly whole: Whole;
  readonly policy: Policy;
}

/** Facts as people write them → flat (factReader). */
export type ReadFacts = (given: Readonly<Record<string, unknown>>) => Facts;

/** What checks need of the outside. */
export interface Bench {
  readonly catalogue: readonly FactSpec[];
  readonly places: Places;
  readonly readFacts: ReadFacts;
}

/** A pack that is not on the shelf yet, in a folder of any name: it stands in the place of the one that has its id. */
export interface Changed {
  readonly id: string;
  readonly folder: string;
}
