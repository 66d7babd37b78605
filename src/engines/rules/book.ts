import { UNKNOWN } from "./answer.ts";
import { age } from "./age.ts";
import { area } from "./area.ts";
import type { FactSpec, FactType } from "./catalogue.ts";
import { during } from "./during.ts";
import { elapsed } from "./elapsed.ts";
import { factLeaf } from "./fact.ts";
import { type ConditionFault, type Fault, Faults, shown } from "./fault.ts";
import { Frame } from "./frame.ts";
import { Lexicon, type Parent, type Term } from "./lexicon.ts";
import { parents } from "./parents.ts";
import type { Places } from "./place.ts";
import type { CodeList, FactName, Mechanism, Plain, Reading } from "./reading.ts";
import { absences, isPlain } from "./reading.ts";
import type { Wording } from "./reason.ts";
import { remaining } from "./remaining.ts";
import { NEVER } from "./stamp.ts";
import { term } from "./term.ts";
import { type Build, type Condition, NONE } from "./condition.ts";
import { all, any, first, not } from "./tree.ts";
import { remembered, use } from "./use.ts";
import { valid } from "./valid.ts";

const mechanisms: readonly Mechanism[] = [
  all, any, not, first, use, factLeaf, age, elapsed, term, remaining, valid, during, area, parents,
]; // prettier-ignore
const DEEPEST = 40;

/** What stands around all conditions of one policy. */
export interface Setting {
  readonly catalogue: readonly FactSpec[];
  readonly wording: Wording;
  readonly places: Places;
  /** Named conditions: name → {clause, when}. */
  readonly define: Plain;
  readonly lists: Readonly<Record<string, CodeList>>;
}

/** Stands where a condition has a fault, so that reading goes on and names the next one too. */
const broken: Build = () => ({
  ask: (frame) => {
    frame.until = NEVER;
    return UNKNOWN;
  },
  tell: () => undefined,
  parts: [],
  timed: NONE,
});

/**
 * Reads all conditions of one policy, checks them against the catalogue and makes them ready to ask.
 *
 * First every condition (`ready`), then, if `faults` is empty, one `frame` and as many children as wanted.
 */
export class Book implements Reading {
  readonly faults = new Faults();
  readonly wording: Wording;
  readonly #setting: Setting;
  readonly #lexicon: Lexicon;
  readonly #named = new Map<string, Build>();
  readonly #nameAt = new Map<string, number>();
  /** Named conditions that speak of `parent.x` and so mean another thing for each parent. */
  readonly #ofParent = new Set<string>();
  /** Of these, those that may only be used inside `parents`, each with the fact of it that says so. */
  readonly #insideOnly = new Map<string, string>();
  readonly #open: string[] = [];
  readonly #windows = new Map<string, number>();
  #leaves = 0;
  readonly #used = new Map<number, Term>();
  #depth = 0;
  #insideParents = false;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#lexicon = new Lexicon(setting.catalogue);
    this.wording = setting.wording;
  }

  /**
   * The condition at holder[key], ready to ask; leaves that stand in it directly have the clause of their item. Faults
   * are gathered, never thrown.
   */
  ready(holder: object, key: string, clause?: string): Condition {
    return this.condition(holder, key)({ parent: null, clause });
  }

  /** Reads also those named conditions that nothing uses. */
  readAllNamed(): void {
    for (const name of Object.keys(this.#setting.define)) this.#readNamed(name);
  }

  /** To be called when all conditions are read. */
  frame(): Frame {
    const [size, used] = [this.#lexicon.size, [...this.#used.values()]];
    return new Frame(size, used, this.#windows.size, this.#nameAt.size, this.#leaves);
  }

  condition(holder: object, key: string | number): Build {
    if (this.#depth >= DEEPEST) {
      this.fault("too_deep", holder, key);
      return broken;
    }
    this.#depth++;
    const build = this.#read((holder as Plain)[key], holder, key);
    this.#depth--;
    return build ?? broken;
  }

  #read(node: unknown, holder: object, key: string | number): Build | null {
    const words = isPlain(node) ? Object.keys(node) : [];
    const found = mechanisms.filter((mechanism) => words.includes(mechanism.key));
    const [mechanism] = found;
    if (!isPlain(node) || !mechanism || found.length > 1) {
      this.fault("not_a_condition", holder, key, { word: shown(node) });
      return null;
    }
    const strange = words.filter((word) => word !== mechanism.key && !mechanism.beside.includes(word));
    for (const word of strange) this.fault("unknown_key", node, word, { key: shown(word) });
    for (const word of ["clause", "say"]) {
      if (word in node && typeof node[word] !== "string")
        this.fault("wrong_value", node, word, { fact: word, type: "text", operator: word });
    }
    if ("absent" in node && !Object.hasOwn(absences, String(node["absent"])))
      this.fault("wrong_value", node, "absent", { fact: "absent", type: "enum", operator: "absent" });
    return mechanism === parents ? this.#readParents(node, holder, key) : mechanism.read(node, this);
  }

  /** Each quantifier is built once per parent: nested in one another they would double with every level. */
  #readParents(node: Plain, holder: object, key: string | number): Build | null {
    if (this.#insideParents) {
      this.fault("parents_nested", holder, key);
      return null;
    }
    this.#insideParents = true;
    const build = parents.read(node, this);
    this.#insideParents = false;
    return build;
  }

  named(holder: object, key: string): Build {
    const name = (holder as Plain)[key];
    if (typeof name !== "string" || !Object.hasOwn(this.#setting.define, name)) {
      this.fault("unknown_use", holder, key, { name: shown(name) });
      return broken;
    }
    if (this.#open.includes(name)) {
      this.fault("use_cycle", holder, key, {
        chain: [...this.#open.slice(this.#open.indexOf(name)), name].join(" → "),
      });
      return broken;
    }
    const build = this.#readNamed(name);
    if (this.#ofParent.has(name)) for (const open of this.#open) this.#ofParent.add(open);
    const fact = this.#insideOnly.get(name);
    if (fact === undefined) return build;
    this.#asksOfParent(fact);
    // the fault is the line's that uses it, not of the pack above that wrote it for use inside parents
    return (around) => {
      if (around.parent) return build(around);
      this.fault("parent_outside", holder, key, { fact, name });
      return broken(around);
    };
  }

  /** What is being read speaks of a parent that something around it must name. */
  #asksOfParent(fact: string): void {
    const innermost = this.#open.at(-1);
    if (innermost !== undefined && !this.#insideParents) this.#insideOnly.set(innermost, fact);
  }

  #readNamed(name: string): Build {
    const known = this.#named.get(name);
    if (known) return known;
    const { define } = this.#setting;
    const item = define[name];
    if (!isPlain(item) || !("when" in item)) {
      this.fault("not_a_condition", isPlain(item) ? item : define, null, { word: name });
      return broken;
    }
    if (typeof item["clause"] !== "string" || item["clause"].trim() === "")
      this.fault("missing_clause", item, null, { item: `define.${name}` });
    if (this.#open.length >= DEEPEST) {
      this.fault("too_deep", item, null);
      return broken;
    }
    const [depth, insideParents] = [this.#depth, this.#insideParents];
    [this.#depth, this.#insideParents] = [0, false];
    this.#open.push(name);
    const inner = this.condition(item, "when");
    this.#open.pop();
    [this.#depth, this.#insideParents] = [depth, insideParents];
    const build = this.#builtOnce(name, inner, item["clause"] as string | undefined);
    this.#named.set(name, build);
    return build;
  }

  #builtOnce(name: string, inner: Build, clause: string | undefined): Build {
    const built = new Map<Parent | null, Condition>();
    return (around) => {
      const parent = this.#ofParent.has(name) ? around.parent : null;
      const known = built.get(parent);
      if (known) return known;
      const place = this.#placeIn(this.#nameAt, `${name} ${parent ?? ""}`);
      const condition = remembered(inner({ parent, clause }), place);
      built.set(parent, condition);
      return condition;
    };
  }

  fact(holder: object, key: string | number, types?: readonly FactType[]): FactName | null {
    const name = (holder as Plain)[key];
    const found = typeof name === "string" ? this.#checked(name, holder, key, types) : null;
    if (!found || typeof name !== "string") {
      if (typeof name !== "string") this.fault("unknown_fact", holder, key, { fact: shown(name) });
      return null;
    }
    const ofParent = this.#lexicon.isOfParent(name);
    if (ofParent) for (const open of this.#open) this.#ofParent.add(open);
    if (ofParent) this.#asksOfParent(name);
    const at = (parent: Parent | null): Term => {
      if (ofParent && !parent) this.fault("parent_outside", holder, key, { fact: name });
      const bound = this.#lexicon.find(name, parent) ?? found;
      this.#used.set(bound.slot, bound);
      return bound;
    };
    return { key: name, type: found.spec.type, options: found.spec.options ?? {}, at };
  }

  #checked(name: string, holder: object, key: string | number, types: readonly FactType[] | undefined): Term | null {
    const [father, mother] = [this.#lexicon.find(name, "father"), this.#lexicon.find(name, "mother")];
    if (!father || !mother) this.fault("unknown_fact", holder, key, { fact: shown(name) });
    else if (!father.spec.policy) this.fault("fact_not_for_policy", holder, key, { fact: name });
    else if (types && !types.includes(father.spec.type)) {
      this.fault("wrong_operator", holder, key, { fact: name, type: father.spec.type, operator: String(key) });
    } else return father;
    return null;
  }

  list(holder: object, key: string): CodeList | null {
    const name = (holder as Plain)[key];
    const { lists } = this.#setting;
    if (typeof name === "string" && Object.hasOwn(lists, name)) return lists[name] ?? null;
    this.fault("unknown_list", holder, key, { name: shown(name) });
    return null;
  }

  window(words: string): number {
    return this.#placeIn(this.#windows, words);
  }

  leaf(): number {
    return this.#leaves++;
  }

  #placeIn(places: Map<string, number>, key: string): number {
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    return place;
  }

  fault(code: ConditionFault, holder: object, key: string | number | null, data: Fault["data"] = {}): void {
    this.faults.add(code, this.#setting.places.at(holder, key), data);
  }
}
