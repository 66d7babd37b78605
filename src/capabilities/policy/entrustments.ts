import { z } from "zod";
import { Clause, Id, source, Text } from "./parts.ts";

/* 委托照护 (未成年人保护法 22, 23; 粤民发〔2024〕32号 五5) as data: no document fixes its form, so what it asks is a pack's. */

export const careRoles = ["entruster", "carer", "witness"] as const;
export type CareRole = (typeof careRoles)[number];

/** Who signs; `must`: nobody's signature stands in for this one, and it cannot be left out. */
export const CareSigner = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  role: z.enum(careRoles),
  must: z.boolean(),
  clause: Clause,
});
export type CareSigner = z.infer<typeof CareSigner>;

/** What is asked about a carer before somebody is one, and the only answer with which they may be. */
export const CareQuestion = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  text: Text,
  right: z.enum(["yes", "no"]),
  clause: Clause,
});
export type CareQuestion = z.infer<typeof CareQuestion>;

/** What each side undertakes: the words that are read aloud and signed. */
export const CareUndertaking = z.strictObject({ ...source, id: Id, by: z.enum(careRoles), text: Text, clause: Clause });
export type CareUndertaking = z.infer<typeof CareUndertaking>;

/** What of a file says that a carer is not able to care. */
export const CareDoubt = z.strictObject({
  ...source,
  id: Id,
  fact: Id,
  in: z.array(Id).min(1),
  title: Text,
  clause: Clause,
});
export type CareDoubt = z.infer<typeof CareDoubt>;

/** Days of what follows, and for how many months an agreement is proposed. */
const Days = z.int().min(0).max(730);
export const CareTerms = z.strictObject({
  ...source,
  /** How long an agreement is proposed for. */
  months: z.int().min(1).max(216),
  /** So many days before its end it stands on the list. */
  ending: Days,
  /** Within so many days: the parents are told, another carer is chosen, the school is told. */
  tellParents: Days,
  chooseCarer: Days,
  tellSchool: Days,
  clause: Clause,
});
export type CareTerms = z.infer<typeof CareTerms>;

export const Entrustment = z.strictObject({
  /** Categories whose every child needs an agreement (落实逐一签订委托照护书). */
  for: z.array(Id),
  clause: Clause,
  signers: z.array(CareSigner),
  questions: z.array(CareQuestion),
  undertakings: z.array(CareUndertaking),
  doubts: z.array(CareDoubt),
  terms: CareTerms,
});
export type Entrustment = z.infer<typeof Entrustment>;

/** Where no pack says anything, nothing is asked and nobody needs one. */
export const noEntrustment: Entrustment = {
  for: [],
  clause: "",
  signers: [],
  questions: [],
  undertakings: [],
  doubts: [],
  terms: { months: 12, ending: 30, tellParents: 3, chooseCarer: 30, tellSchool: 15, clause: "", source: "local" },
};
