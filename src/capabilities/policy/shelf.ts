import { Faults, type Fault } from "#engines/rules/fault.ts";
import type { Day } from "#kernel/day.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { checkConsistency, checkUnsealed } from "./consistency.ts";
import { compile, type Policy } from "./decide.ts";
import type { AnsweredExamples, PackDocument, Wordings } from "./documentWords.ts";
import { answerExamples } from "./exampleAnswers.ts";
import { runExamples } from "./examples.ts";
import { checkFloor } from "./floor.ts";
import { checkInheritance, contains } from "./inheritance.ts";
import { inherit } from "./inherit.ts";
import type { Bench, Changed, Judged, Kept } from "./judged.ts";
import { packDocument } from "./packDocument.ts";
import { readPack } from "./packText.ts";
import { checkCitations, wordingsOf } from "./wordings.ts";
import type { Pack } from "./words.ts";

const depth = (pack: Pack): number => (pack.area === "0" ? 0 : pack.area.length);
const inEffect = (pack: Pack, day: Day): boolean => pack.from <= day && (!pack.to || day < pack.to);
const overlap = (a: Pack, b: Pack): boolean => (!b.to || a.from < b.to) && (!a.to || b.from < a.to);

/** All packs side by side: which one holds where and when, and what is wrong with them. */
export class Shelf {
  readonly #kept: ReadonlyMap<string, Kept>;
  readonly #reading: readonly Fault[];
  readonly #bench: Bench;
  readonly #changed: Changed | undefined;
  readonly #policies = new Map<string, Policy>();

  /** reading: faults of texts that are no packs at all. */
  constructor(kept: readonly Kept[], reading: readonly Fault[], bench: Bench, changed?: Changed) {
    this.#changed = changed;
    this.#kept = new Map(kept.map((one) => [one.pack.id, one]));
    this.#reading = reading;
    this.#bench = bench;
  }

  get ids(): string[] {
    return [...this.#kept.keys()];
  }

  get packs(): readonly Pack[] {
    return this.#packs();
  }

  /** The examples of a pack, asked now. Errors: as policy; policy.faulty too where they cannot be read. */
  answersOf(id: string): AnsweredExamples {
    const policy = this.policy(id);
    const { value, faults } = this.#get(id).examples();
    if (value === null) throw new Problem("policy.faulty", { id, faults });
    return answerExamples({ policy, examples: value }, this.#bench);
  }

  /** A pack with what it inherits, to be read. Errors: as policy. */
  documentOf(id: string): PackDocument {
    this.policy(id);
    return packDocument(this.#chain(this.#get(id), new Faults()) ?? [], this.#bench.catalogue);
  }

  /** The documents that a pack and those above it were made of, beside its items. Errors: as policy. */
  wordingsOf(id: string): Wordings {
    const document = this.documentOf(id);
    const worded = document.chain.flatMap((head) => {
      const wording = this.#get(head.id).wording?.();
      if (wording && wording.value === null)
        throw new Problem("policy.faulty", { id: head.id, faults: wording.faults });
      return wording?.value ? [{ pack: head.id, wording: wording.value }] : [];
    });
    return wordingsOf(document, worded);
  }

  /** A pack's policy, whether or not it is in effect. Errors: policy.unknown {id}, policy.faulty {id, faults}. */
  policy(id: string): Policy {
    const known = this.#policies.get(id);
    if (known) return known;
    const faults = new Faults();
    const policy = this.#compile(id, faults)?.policy;
    if (!policy) throw new Problem("policy.faulty", { id, faults: faults.list });
    this.#policies.set(id, policy);
    return policy;
  }

  /**
   * The shelf with a changed pack in the place of the one that has its id, and everything that is wrong with it. Of it only
   * pack.yaml is given: the present pack's examples are asked of it. shelf: null where the text is no pack.
   */
  withChanged(text: string): { shelf: Shelf | null; pack: Pack | null; faults: readonly Fault[] } {
    const { value: pack, faults } = readPack(text, "pack.yaml", this.#bench.places);
    if (!pack) return { shelf: null, pack: null, faults };
    const present = this.#kept.get(pack.id);
    const none = { value: [], faults: [] };
    const wording = present?.wording;
    const beside = { examples: present?.examples ?? (() => none), ...(wording && { wording }) };
    const changed: Kept = { pack, file: "pack.yaml", ...beside };
    const others = [...this.#kept.values()].filter((one) => one !== present);
    const shelf = new Shelf([...others, changed], this.#reading, this.#bench);
    return { shelf, pack, faults: shelf.check([pack.id]) };
  }

  /** Whether a pack can be read and has a policy at all. */
  holds(id: string): boolean {
    return this.#kept.has(id) && this.#compile(id, new Faults()) !== null;
  }

  /**
   * The policy that holds in an area on a day: that of the deepest area with a pack in effect; before a pack's first day
   * and after its last the higher area's rules hold. Null where none is in effect.
   * Errors: policy.faulty: a pack that cannot be read must not hand its area over to the higher one's rules.
   */
  policyFor(area: AreaCode, day: Day): Policy | null {
    if (this.#reading.length > 0) throw new Problem("policy.faulty", { id: "", faults: this.#reading });
    const [deepest] = this.#packs()
      .filter((pack) => contains(pack.area, area) && inEffect(pack, day))
      .toSorted((a, b) => depth(b) - depth(a) || (a.from < b.from ? 1 : -1));
    return deepest ? this.policy(deepest.id) : null;
  }

  /** Whether a pack of the area has this ref, or had it in an earlier version (`puning@1` when version 2 has come). */
  knowsRef(area: AreaCode, ref: string): boolean {
    const [id = "", version = ""] = ref.split("@");
    const known = (pack: Pack): boolean => /^[1-9]\d{0,5}$/.test(version) && Number(version) <= pack.version;
    return this.#packs().some((pack) => pack.id === id && contains(pack.area, area) && known(pack));
  }

  /** Days after `day` on which a pack of the area begins or ends, in order. */
  turnsAfter(area: AreaCode, day: Day): Day[] {
    const turns = this.#packs()
      .filter((pack) => contains(pack.area, area))
      .flatMap((pack) => (pack.to ? [pack.from, pack.to] : [pack.from]));
    return [...new Set(turns)].filter((turn) => turn > day).toSorted();
  }

  /** Every fault of the named packs, or of all. Errors: policy.unknown {id}. */
  check(ids: readonly string[] = this.ids): readonly Fault[] {
    const faults = new Faults();
    faults.take(this.#reading);
    for (const id of ids) if (this.#unread(id).length === 0) this.#checkOne(id, faults);
    return faults.list.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  }

  #checkOne(id: string, faults: Faults): void {
    const judged = this.#judge(id, faults);
    faults.take(this.#get(id).wording?.().faults ?? []);
    const wordings = [...this.#kept.values()].flatMap(({ wording }) => wording?.().value ?? []);
    checkCitations(this.#get(id).pack, wordings, this.#bench.places, faults);
    this.#checkPeriods(this.#get(id).pack, faults);
    const chain = this.#chain(this.#get(id), new Faults());
    if (chain) checkInheritance(chain, this.#bench.places, faults);
    if (!judged) return;
    const facts = new Set(this.#bench.catalogue.map((spec) => spec.key));
    checkConsistency(judged.whole, facts, this.#bench.places, faults);
    const sealed = this.#bench.catalogue.flatMap(({ cls, key }) => (cls === "sealed" ? [key] : []));
    checkUnsealed(judged.whole, new Set(sealed), this.#bench.places, faults);
    runExamples(judged, this.#bench, faults);
    for (const parent of this.#parents(judged.pack)) {
      const above = this.#judge(parent.id, new Faults());
      if (above) checkFloor(judged, above, this.#bench, faults);
    }
  }

  #packs(): Pack[] {
    return [...this.#kept.values()].map((one) => one.pack);
  }

  /** Why the pack of this id could not be read at all: its folder has its name, but for a changed one's. */
  #unread(id: string): readonly Fault[] {
    if (this.#kept.has(id)) return [];
    const changed = this.#changed?.id === id ? this.#changed.folder : undefined;
    const isIts = (file: string): boolean =>
      changed === undefined ? file.split(/[/\\]/).includes(id) : file.startsWith(`${changed}/`);
    return this.#reading.filter(({ file }) => isIts(file));
  }

  #get(id: string): Kept {
    const kept = this.#kept.get(id);
    const unread = this.#unread(id);
    if (unread.length > 0) throw new Problem("policy.faulty", { id, faults: unread });
    if (!kept) throw notFound("policy.unknown", { id: id.slice(0, 60) });
    return kept;
  }

  #compile(id: string, faults: Faults): { policy: Policy; chain: readonly Pack[] } | null {
    const chain = this.#chain(this.#get(id), faults);
    if (!chain) return null;
    const { policy, faults: found } = compile(chain, this.#bench.catalogue, this.#bench.places);
    faults.take(found);
    return policy ? { policy, chain } : null;
  }

  #judge(id: string, faults: Faults): Judged | null {
    const { pack, file, examples } = this.#get(id);
    const compiled = this.#compile(id, faults);
    const read = examples();
    faults.take(read.faults);
    if (!compiled) return null;
    return { pack, file, examples: read.value ?? [], whole: inherit(compiled.chain), policy: compiled.policy };
  }

  /** The pack, its parent, its parent's parent …; null after a fault. */
  #chain(kept: Kept, faults: Faults): Pack[] | null {
    const chain: Pack[] = [];
    for (let pack: Pack | undefined = kept.pack; pack;) {
      if (chain.includes(pack)) {
        faults.add("extends_cycle", this.#bench.places.at(kept.pack, "extends"), {
          chain: [...chain, pack].map((one) => one.id).join(" → "),
        });
        return null;
      }
      chain.push(pack);
      if (!pack.extends) return chain;
      const parent: Pack | undefined = this.#kept.get(pack.extends)?.pack;
      if (!parent) faults.add("extends_unknown", this.#bench.places.at(pack, "extends"), { id: pack.extends });
      pack = parent;
    }
    return null;
  }

  /** Whom a pack may not fall below: the one it extends, and the next higher area's where that is another one. */
  #parents(pack: Pack): Pack[] {
    const chain = this.#chain(this.#get(pack.id), new Faults())?.slice(1) ?? [];
    const [above] = this.#packs()
      .filter(
        (other) =>
          other !== pack && depth(other) < depth(pack) && contains(other.area, pack.area) && overlap(other, pack),
      )
      .toSorted((a, b) => depth(b) - depth(a));
    const parents = chain.slice(0, 1);
    return above && !chain.includes(above) ? [...parents, above] : parents;
  }

  #checkPeriods(pack: Pack, faults: Faults): void {
    for (const other of this.#packs()) {
      if (other === pack || other.area !== pack.area || !overlap(other, pack)) continue;
      faults.add("overlap_period", this.#bench.places.at(pack, "from"), { id: other.id, area: pack.area });
    }
  }
}
