import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Id } from "#kernel/id.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { isSensitive, maskedText, valueText } from "#capabilities/registry/index.ts";
import type { SubjectKey, Vault } from "#platform/crypto/vault.ts";
import { fields, type Line } from "./lines.ts";
import type { Kin } from "./parents.ts";
import type { KeptRow, NewRow } from "./store.ts";

/** What is kept of a line, sealed under its list's key. */
export interface LineText {
  readonly place: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, FactValue>> | null;
  readonly who: readonly string[];
  readonly village: string;
  readonly area: string | null;
  readonly faults: readonly { readonly cell: string; readonly column: string; readonly say: string }[];
  readonly words: string;
  /** Of a line about a parent: whose it may be. */
  readonly kin?: readonly Kin[];
}

const place = (list: Id, n: number) => ["comparison.row", list, String(n)] as const;

export function keptRow(
  { vault, key }: { readonly vault: Vault; readonly key: SubjectKey },
  list: Id,
  line: Line,
  rest: Pick<KeptRow, "fate"> & Partial<Pick<KeptRow, "childId" | "probability" | "finding">> & { readonly words?: string; readonly kin?: readonly Kin[] | undefined },
): NewRow {
  const { fate, childId = null, probability = null, finding = null, words = "", kin } = rest;
  const faults = [...line.faults, ...line.doubts].map(({ cell, column, say }) => ({ cell, column, say }));
  const { facts, who, village, area } = line;
  const text: LineText = { place: line.place, name: who[0] ?? "", facts, who, village, area, faults, words, ...(kin && { kin }) };
  return { n: line.n, fate, childId, probability, finding, sealed: vault.seal(key, place(list, line.n), JSON.stringify(text)) };
} // prettier-ignore

export const openRow = (vault: Vault, key: SubjectKey, list: Id, row: Pick<KeptRow, "n" | "sealed">): LineText =>
  JSON.parse(vault.open(key, place(list, row.n), row.sealed)) as LineText;

/** The line as `readLines` gave it. */
export const lineOf = (n: number, { place: where, who, facts, village, area }: LineText): Line => ({
  n,
  place: where,
  who,
  facts,
  village,
  area,
  faults: [],
  doubts: [],
});

type Words = { label: string; text: string }[];

/** A few words about somebody, label by label; numbers by their ends, other sensitive values not at all. */
export const wordsOf = (facts: Readonly<Record<string, FactValue | undefined>>): Words =>
  Object.entries(facts).flatMap(([key, value]) => {
    if (value === undefined || value === "" || key === "name" || key === "idKind") return [];
    const text = isSensitive(key) ? maskedText(key, value) : valueText(key, value, new Map());
    return [{ label: factByKey.get(key)?.zh ?? key, text }];
  });

/** The same of a parents' list, whose lines are about whichever parent it is: 父亲 stands in no word of them. */
export const wordsOfParent = (facts: Readonly<Record<string, FactValue | undefined>>): Words =>
  wordsOf(
    Object.fromEntries(
      Object.entries(facts).map(([key, value]) => [key.replace(/^(?:parent|mother)\./, "father."), value]),
    ),
  ).map(({ label, text }) => ({ label: label.replace(/^父亲(?:的)?/u, ""), text }));

const isOfParent = (facts: LineText["facts"]): facts is NonNullable<LineText["facts"]> =>
  facts !== null && Object.keys(facts).some((key) => key.startsWith("parent."));

/** The id number that a line's certificate of disability begins with (GB/T 26341), where the certificate was understood. */
export const numberOfCertificate = (facts: LineText["facts"]): string | undefined => {
  const certificate = facts?.["disability.certificate"];
  return typeof certificate === "string" ? certificate.slice(0, 18) : undefined;
};

/** The id number of a line as it stands there, where it could not be understood; one that its certificate says is none. */
export const numberAsTyped = ({ facts, who }: Pick<LineText, "facts" | "who">): string | undefined => {
  const written = who[1];
  if (!written || facts?.["idNumber"] !== undefined || written === numberOfCertificate(facts)) return undefined;
  return written;
};

/** What a line says: as it was understood, or as it was typed. */
export function saidOf({ facts, who, village }: LineText): Words {
  const typed = Object.fromEntries(fields.flatMap(({ key }, at) => (key === "village" ? [] : [[key, who[at]]])));
  const asTyped = facts && numberAsTyped({ facts, who });
  const words = isOfParent(facts)
    ? wordsOfParent(facts)
    : [...wordsOf(facts ?? typed), ...(asTyped ? wordsOf({ idNumber: asTyped }) : [])];
  return village === "" ? words : [...words, { label: "村居", text: village }];
}
