import { readIdNumber } from "#kernel/idNumber.ts";
import { Problem } from "#kernel/problem.ts";
import type { FileState } from "./decide.ts";
import type { FactChanges } from "./values.ts";
import { holdsIdentity } from "./words.ts";

/** Keyed digests by which the same child is recognised without the number itself lying in an index. */
export interface IdentityKeys {
  /** Held by one file only: the id number (whatever kind it was entered as), or the person where there is no number. */
  readonly exclusive: string;
  /** Name + birth date + guardian (else a parent, else the village: a child nobody is known of is still one child). */
  readonly person: string;
  readonly numbered: boolean;
}

const unseen = /[\s\p{Default_Ignorable_Code_Point}]/gu;
// The dot between the parts of a name has one code of its own (U+00B7), and keyboards give many others.
const nameDots = /[・•‧∙⋅᛫]/gu;

// Numbers, days, codes and most names have one spelling only.
const spelledOnce = /^[0-9A-Z\u4e00-\u9fff-]*$/;

/** One spelling for all that read alike: only for digests, the file keeps what was written. */
export const alike = (text: string): string => (spelledOnce.test(text) ? text : spelling(text));

const spelling = (text: string): string =>
  text
    .replace(unseen, "")
    .normalize("NFKC")
    .replace(unseen, "") // some come out only now: U+FFA0 becomes U+1160
    .replace(nameDots, "·")
    .toUpperCase();

/** A file that is a child's: open, or closed for a reason that leaves it so. */
export const holdsKeys = (state: FileState): boolean => state.status !== "none" && holdsIdentity(state.closed);

/** Keyed by the installation's own key (platform/crypto/vault.ts): without it a digest tells nothing. */
type Digest = (text: string) => string;

export const identityKeys = ({ facts }: FileState, digest: Digest): IdentityKeys =>
  keysOf((key) => facts[key]?.value, digest);

/** The same of facts that no file holds yet. */
export const identityKeysOf = (facts: FactChanges, digest: Digest): IdentityKeys => keysOf((key) => facts[key], digest);

function keysOf(valueOf: (key: string) => unknown, digest: Digest): IdentityKeys {
  const held = (fact: string): string => {
    const value = valueOf(fact);
    return typeof value === "string" ? alike(value) : "";
  };
  const number = held("idNumber");
  const grownUp = held("guardian.name") || held("father.name") || held("mother.name");
  const beside = grownUp || held("residence.area");
  const person = digest(["person", held("name"), held("birthDate"), beside].join("\n"));
  const exclusive = number ? numberDigest(number, digest) : person;
  return { exclusive, person, numbered: number !== "" };
}

/** As many digits as no other paper has: an id number, whatever is wrong with it. */
const LIKE_ID = /^\d{13,}[0-9X]$/;

/**
 * What a typed number may be held under: as it stands, and an id number of the first generation as the eighteen
 * characters that the file keeps. Errors: registry.id_number_wrong {fault} for an id number that cannot be one.
 */
export function numberDigests(typed: string, digest: Digest): string[] {
  const plain = alike(typed);
  const forms = new Set([plain]);
  if (LIKE_ID.test(plain)) {
    const reading = readIdNumber(plain);
    if (!reading.ok) throw new Problem("registry.id_number_wrong", { key: "idNumber", fault: reading.fault });
    forms.add(reading.id.number);
  }
  return [...forms].map((number) => numberDigest(number, digest));
}

const numberDigest = (number: string, digest: Digest): string => digest(["number", number].join("\n"));

/** The person as a number to lock by: the first 64 bits of a digest that is even already. */
export const personLock = (keys: IdentityKeys): bigint => Buffer.from(keys.person, "base64url").readBigInt64BE();

/** Facts that say who the child is: a change of one of them settles the keys anew. */
export const identityFacts = [
  "idNumber",
  "name",
  "birthDate",
  "guardian.name",
  "father.name",
  "mother.name",
  "residence.area",
];
