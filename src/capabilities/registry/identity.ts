import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
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

/** Making a key of the secret takes seven times as long as using it, and an import uses it for every child. */
const made = new WeakMap<Buffer, KeyObject>();

function keyOf(secret: Buffer): KeyObject {
  const key = made.get(secret) ?? createSecretKey(secret);
  made.set(secret, key);
  return key;
}

/** A file that is a child's: open, or closed for a reason that leaves it so. */
export const holdsKeys = (state: FileState): boolean => state.status !== "none" && holdsIdentity(state.closed);

/** `secret` is the installation's identity key (platform/crypto): without it the digests tell nothing. */
export const identityKeys = ({ facts }: FileState, secret: Buffer): IdentityKeys =>
  keysOf((key) => facts[key]?.value, secret);

/** The same of facts that no file holds yet. */
export const identityKeysOf = (facts: FactChanges, secret: Buffer): IdentityKeys => keysOf((key) => facts[key], secret);

function keysOf(valueOf: (key: string) => unknown, secret: Buffer): IdentityKeys {
  const key = keyOf(secret);
  const digest = (text: string): string => createHmac("sha256", key).update(text).digest("base64url");
  const held = (fact: string): string => {
    const value = valueOf(fact);
    return typeof value === "string" ? alike(value) : "";
  };
  const number = held("idNumber");
  const grownUp = held("guardian.name") || held("father.name") || held("mother.name");
  const beside = grownUp || held("residence.area");
  const person = digest(["person", held("name"), held("birthDate"), beside].join("\n"));
  const exclusive = number ? digest(["number", number].join("\n")) : person;
  return { exclusive, person, numbered: number !== "" };
}

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
