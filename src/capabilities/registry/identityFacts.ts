import type { Day } from "#kernel/day.ts";
import { readDisabilityCertificate, readIdNumber } from "#kernel/idNumber.ts";
import { Problem } from "#kernel/problem.ts";
import type { FactChanges, Known } from "./values.ts";

/* Numbers that carry other facts with them: what is said beside them has to agree. */

interface Held {
  readonly facts: Readonly<Record<string, Known>>;
}

const text = (facts: FactChanges, key: string): string | undefined => {
  const value = facts[key];
  return typeof value === "string" ? value : undefined;
};

/** A number as it is typed in full-width digits, in groups, with a small x. */
const plainNumber = (number: string): string => number.normalize("NFKC").replace(/\s/gu, "").toUpperCase();

/**
 * Identity as one whole: a resident number that is right carries its own birth date and sex; what is said beside
 * it must agree (GB 11643). A child without a number is registered all the same.
 */
export function completeIdentity(facts: FactChanges, today: Day): FactChanges {
  const number = text(facts, "idNumber");
  const kind = text(facts, "idKind") ?? (number === undefined ? "none" : "resident");
  if (number === undefined || kind === "other" || kind === "none") {
    if (number !== undefined && kind === "none") throw new Problem("registry.id_contradicts", { key: "idKind" });
    return { ...facts, idKind: kind };
  }
  const reading = readIdNumber(plainNumber(number));
  if (!reading.ok) throw new Problem("registry.id_number_wrong", { key: "idNumber", fault: reading.fault });
  const read = reading.id;
  if (read.birthDate > today) throw new Problem("registry.id_number_wrong", { fault: "birthDate" });
  for (const key of ["birthDate", "sex"] as const) {
    const said = facts[key];
    if (said !== undefined && said !== null && said !== "unknown" && said !== read[key]) {
      throw new Problem("registry.id_contradicts", { key });
    }
  }
  return { ...facts, idKind: read.kind, idNumber: read.number, birthDate: read.birthDate, sex: read.sex };
}

/** The certificate says kind and level in its last two digits (domain: 残疾人证 20 位). */
export function completeDisability(facts: FactChanges): FactChanges {
  const number = text(facts, "disability.certificate");
  if (number === undefined) return facts;
  const reading = readDisabilityCertificate(number);
  if (!reading.ok)
    throw new Problem("registry.certificate_wrong", { key: "disability.certificate", fault: reading.fault });
  const { kind, level } = reading.certificate;
  for (const [key, read] of [
    ["disability.kind", kind],
    ["disability.level", level],
  ] as const) {
    const said = facts[key];
    if (said !== undefined && said !== null && said !== read)
      throw new Problem("registry.certificate_contradicts", { key });
  }
  return {
    ...facts,
    "disability.certificate": reading.certificate.number,
    "disability.kind": kind,
    "disability.level": level,
  };
}

/** A corrected number brings its own birth date and sex; without one, what is said stands beside the number held. */
export function mergedIdentity({ facts: known }: Held, given: FactChanges, today: Day): FactChanges {
  if (given["idNumber"] === null) {
    const { idNumber: _withdrawn, ...rest } = given;
    return { ...completeIdentity({ ...rest, idKind: given["idKind"] ?? "none" }, today), idNumber: null };
  }
  const held = given["idNumber"] === undefined ? ["idNumber", "idKind"].filter((key) => given[key] === undefined) : [];
  const kept = held.flatMap((key) => (known[key] ? [[key, known[key].value] as const] : []));
  return completeIdentity({ ...given, ...Object.fromEntries(kept) }, today);
}
