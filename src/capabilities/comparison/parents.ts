import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Anomaly } from "#capabilities/anomaly/index.ts";
import type { Comparison, ComparisonItem } from "#capabilities/policy/index.ts";
import { type FileState, valuesOf } from "#capabilities/registry/index.ts";
import type { Id } from "#kernel/id.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { differences, foundDiffering, type Listing, type Met } from "./findings.ts";
import type { Children } from "./ledger.ts";
import { isWholeId } from "./lines.ts";

/*
 * Lists of parents, from prisons and rehabilitation centres (国发〔2016〕36号: 服刑、强制隔离戒毒执行机关): whoever is the
 * father or mother of a child of the ledger leads to a check on each of the children; of everybody else nothing is kept.
 */

const roles = ["father", "mother"] as const;
export type Role = (typeof roles)[number];

/** Whose parent somebody is. */
export interface Kin {
  readonly childId: Id;
  readonly role: Role;
}

type Facts = Readonly<Record<string, FactValue | undefined>>;
const textAt = (facts: Facts, key: string): string => String(facts[key] ?? "");

export const roleNames: Readonly<Record<Role, string>> = { father: "父亲", mother: "母亲" };

/** A parent as the linkage knows people, in the order of `fields`; undefined where the file has no name. */
function whoIs(facts: Facts, role: Role, area: string): string[] | undefined {
  const name = textAt(facts, `${role}.name`);
  if (name === "") return undefined;
  const id = textAt(facts, `${role}.idNumber`).toUpperCase();
  const birth = isWholeId(id) ? `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}` : "";
  const sex = role === "father" ? "male" : "female";
  return [name, id, textAt(facts, `${role}.birthDate`) || birth, sex, "", textAt(facts, `${role}.phone`), area, ""];
}

/** One person to the linkage, however many children there are: brothers and sisters share their parents. */
function personOf(facts: Facts, role: Role, who: readonly string[]): string {
  const [name = "", id = "", , , , phone = "", area = ""] = who;
  if (isWholeId(id)) return `${role} ${id}`;
  const other = textAt(facts, `${role === "father" ? "mother" : "father"}.name`);
  return `${role} ${name} ${phone === "" ? `${area} ${other}` : phone}`;
}

/** The ledger's parents, each once; `add` takes whoever is new. */
export class Parents {
  readonly #children: Children;
  readonly #numbers = new Map<string, number>();

  constructor(children: Children) {
    this.#children = children;
  }

  take(subject: Subject, add: (n: number, who: readonly string[]) => void): void {
    const facts: Facts = valuesOf(fileOf(subject).facts);
    for (const role of roles) {
      const who = whoIs(facts, role, subject.area);
      if (!who) continue;
      const person = personOf(facts, role, who);
      const known = this.#numbers.get(person);
      const n = known ?? this.#children.add(subject.id, false);
      if (known === undefined) {
        this.#numbers.set(person, n);
        add(n, who);
      }
      const kin = this.#children.kin.get(n) ?? [];
      this.#children.kin.set(n, [...kin, { childId: subject.id, role }]);
    }
  }
}

/** `parent.x` is said of one parent; what the columns said was read as the father's (columns.ts). */
const ofRole = (key: string, role: Role): string => key.replace(/^(?:parent|father)\./, `${role}.`);

/** What a line says of one of a child's parents. */
export const saidOfParent = (facts: Readonly<Record<string, FactValue>>, role: Role): Record<string, FactValue> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) =>
      /^(?:parent|father)\./.test(key) ? [[ofRole(key, role), value] as const] : [],
    ),
  );

/** What the file says of a parent: who that is, under the names that a line has, and of what else the line says. */
export function knownOfParent(file: Facts, role: Role, listed: readonly string[]) {
  const [name = "", idNumber = "", birthDate = "", sex = ""] = whoIs(file, role, "") ?? [];
  const keys = listed.filter((key) => /^(?:parent|father)\./.test(key)).map((key) => ofRole(key, role));
  const rest: Facts = Object.fromEntries(keys.map((key) => [key, file[key]]));
  return { name, who: { idNumber, birthDate, sex }, rest };
}

/** What the file knows of a parent stays beside what the list says: somebody in prison may be ill as well. */
function beside(held: FactValue | undefined, listed: FactValue): FactValue {
  if (!Array.isArray(held) || !Array.isArray(listed)) return listed;
  const codes = [...held, ...listed].map(String).filter((code) => code !== "none");
  return [...new Set(codes)].toSorted();
}

const compared = (item: ComparisonItem): string[] =>
  (item.compare ?? []).flatMap((key) => roles.map((role) => ofRole(key, role)));

/** What has to be checked on a child, its parents being on a list: whatever the file does not say already. */
export function foundOfParents(item: Comparison, listing: Listing, file: FileState, met: Met): Anomaly[] {
  if (file.status !== "open") return [];
  const held: Facts = valuesOf(file.facts);
  const differing = differences(compared(item), met.facts, held);
  const facts = Object.fromEntries(
    Object.entries(differing).map(([key, value]) => [key, beside(held[key], value)] as const),
  );
  return foundDiffering(item, listing, met, facts);
}

/** Both parents on one list are one matter. */
export const both = (one: Met | undefined, other: Met): Met =>
  one ? { ...one, facts: { ...one.facts, ...other.facts }, words: `${one.words}；${other.words}` } : other;
