import type { Facts } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Policy } from "./decide.ts";
import { emptyRehearsal, rehearseChild } from "./rehearse.ts";
import type { MovedLine, RehearsalResult } from "./rehearsalWords.ts";
import type { Shelf } from "./shelf.ts";
import { visitNames } from "./zh.ts";

/** The packs of today and the shelf with the changed one, both asked as of a day. */
export interface Both {
  readonly now: Day;
  readonly day: Day;
  readonly present: (area: AreaCode, day: Day) => Policy;
  readonly changed: Shelf;
  /** Facts that a file shows for a purpose alone: counted with, and named by nobody's move. */
  readonly isSensitive: (key: string) => boolean;
}

type Listed = Omit<MovedLine, "child">;

/** Who would move is counted to the last one, and kept by name's id up to here: memory stays bounded. */
const MOST_LISTED = 20_000;
const MONTHS = 12;

interface Tally {
  children: number;
  moved: number;
  graver: number;
  milder: number;
}

/** The next lower areas of an area, by the length of their codes. */
const lower: Readonly<Record<number, number>> = { 1: 2, 2: 4, 4: 6, 6: 9 };

export const emptyResult: RehearsalResult = {
  children: 0, moved: 0, levels: [], matrix: [], categories: [], visits: [], areas: [], listed: 0,
}; // prettier-ignore

/** What a changed pack does to one child after the other. */
export class Sum {
  readonly listed: Listed[] = [];
  readonly #sum = emptyRehearsal();
  readonly #areas = new Map<AreaCode, Tally>();
  readonly #policies = new Map<AreaCode, { now: Policy; changed: Policy }>();
  readonly #both: Both;
  readonly #width: number;
  /** Titles of levels and categories of both packs; the gravest level first. */
  readonly #levels = new Map<string, string>();
  readonly #categories = new Map<string, string>();

  constructor(both: Both, area: AreaCode) {
    this.#both = both;
    this.#width = lower[area.length] ?? 9;
  }

  get children(): number {
    return this.#sum.children;
  }

  add(child: { readonly id: Id; readonly area: AreaCode; readonly facts: Facts }): void {
    const policies = this.#policiesOf(child.area);
    const moved = rehearseChild(this.#sum, child, policies, this.#both.day);
    const tally = this.#tallyOf(child.area.slice(0, this.#width));
    tally.children += 1;
    if (this.listed.length < MOST_LISTED) this.#list(child, policies);
    if (!moved) return;
    tally.moved += 1;
    const [from, to] = [this.#rank(moved.from), this.#rank(moved.to)];
    if (to < from) tally.graver += 1;
    if (to > from) tally.milder += 1;
  }

  /** Named is who moves by what the file shows anyway: whether a sensitive fact moves a child, or holds it, is not told. */
  #list(child: { readonly id: Id; readonly facts: Facts }, policies: { now: Policy; changed: Policy }): void {
    const shown = Object.entries(child.facts).filter(([key]) => !this.#both.isSensitive(key));
    const moved = rehearseChild(emptyRehearsal(), { id: child.id, facts: Object.fromEntries(shown) }, policies, this.#both.day);
    if (!moved) return;
    const titles = (ids: readonly string[]): string[] => ids.map((id) => this.#categories.get(id) ?? "其他类别");
    this.listed.push({
      childId: moved.childId, from: this.#levelTitle(moved.from), to: this.#levelTitle(moved.to), gained: titles(moved.gained), lost: titles(moved.lost),
    });
  } // prettier-ignore

  result(): RehearsalResult {
    const { children, moved, pairs, gained, lost, before, after } = this.#sum;
    const level = (id: string | undefined): string | null => (id === undefined || id === "-" ? null : id);
    const yearly = (n: number | undefined): number => Math.round((n ?? 0) * MONTHS);
    return {
      children,
      moved,
      levels: [...this.#levels].map(([id, title]) => ({ id, title })),
      matrix: [...pairs].map(([pair, count]) => {
        const [from, to] = pair.split(">");
        return { from: level(from), to: level(to), count };
      }),
      categories: [...new Set([...gained.keys(), ...lost.keys()])].map((id) => ({
        id, title: this.#categories.get(id) ?? "其他类别", gained: gained.get(id) ?? 0, lost: lost.get(id) ?? 0,
      })),
      visits: [...new Set([...before.keys(), ...after.keys()])].map((kind) => ({
        kind, title: visitNames[kind] ?? "走访联系", before: yearly(before.get(kind)), after: yearly(after.get(kind)),
      })),
      areas: [...this.#areas].map(([area, tally]) => ({ area, ...tally })).toSorted((a, b) => (a.area < b.area ? -1 : 1)),
      listed: this.listed.length,
    };
  } // prettier-ignore

  #levelTitle(id: string | null): string {
    return id === null ? "不定级" : (this.#levels.get(id) ?? "其他等级");
  }

  #rank(id: string | null): number {
    const at = id === null ? -1 : [...this.#levels.keys()].indexOf(id);
    return at < 0 ? this.#levels.size : at;
  }

  #tallyOf(area: AreaCode): Tally {
    const known = this.#areas.get(area) ?? { children: 0, moved: 0, graver: 0, milder: 0 };
    this.#areas.set(area, known);
    return known;
  }

  #policiesOf(area: AreaCode): { now: Policy; changed: Policy } {
    const known = this.#policies.get(area);
    if (known) return known;
    const { now, day, present, changed: shelf } = this.#both;
    const changed = shelf.policyFor(area, day);
    if (!changed) throw new Problem("policy.none_in_effect", { area, asOf: day });
    const policies = { now: present(area, now), changed };
    for (const policy of [policies.changed, policies.now]) {
      for (const { id, title } of policy.levels) if (!this.#levels.has(id)) this.#levels.set(id, title);
      for (const { id, title } of policy.categories) if (!this.#categories.has(id)) this.#categories.set(id, title);
    }
    this.#policies.set(area, policies);
    return policies;
  }
}
