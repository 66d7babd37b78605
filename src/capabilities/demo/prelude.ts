import { borders } from "./cases/borders.ts";
import { type Case, caseFacts } from "./cases/case.ts";
import { findings } from "./cases/findings.ts";
import { identities } from "./cases/identities.ts";
import { parents } from "./cases/parents.ts";
import { situations } from "./cases/situations.ts";
import type { Facts, Making, Village } from "./making.ts";

/**
 * The fixed first children of every population: each category, each ground of each colour (confirmed and suspected)
 * and each border of the policies occurs at least once, whatever the seed. docs/policy-language.md says what the
 * expectations mean; they hold for the pack of 普宁.
 */
export const cases: readonly Case[] = [...situations, ...parents, ...findings, ...borders, ...identities];

export interface Shown {
  readonly id: string;
  readonly facts: (making: Making, village: Village) => Facts;
}

export const prelude: readonly Shown[] = cases.map((shown) => ({
  id: shown.id,
  facts: (making, village) => caseFacts(shown, making, village),
}));
