import type { Facts } from "./making.ts";
import { certificate } from "./numbers.ts";
import { type Random, weighted } from "./random.ts";

/** Kinds of children's disabilities, after GB/T 26341. */
const disability = weighted([
  ["sight", 9],
  ["hearing", 12],
  ["speech", 8],
  ["limb", 26],
  ["intellect", 27],
  ["mental", 11],
  ["multiple", 7],
] as const);

const parts = ["sight", "hearing", "speech", "limb", "intellect", "mental"] as const;

/** Two kinds of a multiple disability, in the catalogue's order of letters. */
export function drawParts(random: Random): readonly string[] {
  const first = random.between(0, parts.length - 1);
  const second = (first + random.between(1, parts.length - 1)) % parts.length;
  return [parts[first] ?? "limb", parts[second] ?? "mental"].toSorted();
}

/** A disability of a child; most have a certificate. */
export function drawDisability(random: Random, facts: Facts): void {
  const kind = disability(random);
  const level = random.between(1, 4);
  facts["disability.kind"] = kind;
  facts["disability.level"] = level;
  if (kind === "multiple") facts["disability.parts"] = drawParts(random);
  const { idNumber } = facts;
  if (typeof idNumber === "string" && random.chance(0.85))
    facts["disability.certificate"] = certificate(idNumber, kind, level);
}
