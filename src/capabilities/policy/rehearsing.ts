import type { Fault } from "#engines/rules/fault.ts";
import type { Facts } from "#engines/rules/catalogue.ts";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, within } from "#kernel/scope.ts";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import type { Log } from "#platform/db/log.ts";
import { pageOf } from "#platform/http/page.ts";
import type { Policy } from "./decide.ts";
import type { AnsweredExamples } from "./documentWords.ts";
import { contains } from "./inheritance.ts";
import { type Both, emptyResult, Sum } from "./rehearsalSum.ts";
import type { BeginRehearsal, MovedLine, MovedPage, RehearsalShown } from "./rehearsalWords.ts";
import type { Shelf } from "./shelf.ts";
import { faultText } from "./zh.ts";

/** A child as a rehearsal sees it: its facts without what is sealed. */
export interface Rehearsed {
  readonly id: Id;
  readonly area: AreaCode;
  readonly facts: Facts;
}

export interface RehearsalWorld {
  readonly clock: Clock;
  readonly shelf: Shelf;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
  /** How many files an actor's area holds, and the open ones one after the other; no more than row security shows. */
  readonly countFiles: (actor: Actor) => Promise<number>;
  readonly filesOf: (actor: Actor) => AsyncIterable<Rehearsed | null>;
  readonly isSensitive: (key: string) => boolean;
  readonly linesOf: (actor: Actor, ids: readonly string[]) => Promise<readonly CaseLine[]>;
}

interface Kept {
  readonly owner: Pick<Actor, "personId" | "area" | "post">;
  shown: RehearsalShown;
  sum: Sum | undefined;
  cancelled: boolean;
}

/** One for each person, and of all no more than these: a rehearsal is looked at and thrown away (docs/decisions/0054). */
const MOST_KEPT = 20;
const MOST_FAULTS = 60;
/** So long a rehearsal may hold the processor before others have their turn. */
const SLICE_MS = 20;

/** Faults with their lines; an example that the changed pack answers otherwise in the words of examples. */
function saidOf(answered: AnsweredExamples | null, faults: readonly Fault[]): RehearsalShown["faults"] {
  const plain = faults.filter(({ code }) => answered === null || code !== "example_failed");
  const otherwise = (answered?.examples ?? []).flatMap(({ name, answers }) =>
    answers.flatMap(({ what, expected, got, agrees }) =>
      agrees ? [] : [{ line: 0, sentence: `例子“${name}”答案改变：${what}应为${expected}，改动后为${got}` }],
    ),
  );
  return [
    ...plain.map((fault) => ({ line: fault.file === "pack.yaml" ? fault.line : 0, sentence: faultText(fault) })),
    ...otherwise,
  ];
}

/** Rehearsals of a running server: none of them is written down anywhere. */
export class Rehearsals {
  readonly #world: RehearsalWorld;
  readonly #kept = new Map<Id, Kept>();
  #turn: Promise<void> = Promise.resolve();

  constructor(world: RehearsalWorld) {
    this.#world = world;
  }

  /** The actor's own, under this post and area; another post's is none. */
  own({ personId, area, post }: Actor): RehearsalShown | null {
    const kept = this.#kept.get(personId);
    return kept && kept.owner.area === area && kept.owner.post === post ? kept.shown : null;
  }

  /** Checks a pack and begins; answers at once. Errors: policy.rehearsal_running (409). */
  begin(actor: Actor, { name, pack: text }: BeginRehearsal, log: Log): RehearsalShown {
    const before = this.#kept.get(actor.personId);
    if (before?.shown.status === "running" && !before.cancelled) throw conflict("policy.rehearsal_running");
    if (this.#running() >= MOST_KEPT) throw conflict("policy.rehearsals_too_many");
    const { clock } = this.#world;
    const { kept, policies } = this.#checked(actor, name, text, clock.now().toISOString());
    this.#kept.delete(actor.personId);
    this.#kept.set(actor.personId, kept);
    this.#forgetOldest();
    if (policies) this.#turn = this.#turn.then(() => this.#run(actor, kept, policies, log));
    return kept.shown;
  }

  /** Stops a running one; throws an ended one away. Errors: policy.rehearsal_unknown (404). */
  drop(actor: Actor): void {
    const kept = this.#get(actor);
    kept.cancelled = true;
    if (kept.shown.status === "running") kept.shown = { ...kept.shown, status: "cancelled" };
    else this.#kept.delete(actor.personId);
  }

  /** Who would move, page by page, as the ledger shows them. Errors: policy.rehearsal_unknown (404). */
  async moved(actor: Actor, { after, limit }: { after?: string | undefined; limit: number }): Promise<MovedPage> {
    const { sum, shown } = this.#get(actor);
    if (!sum || shown.status !== "done") throw notFound("policy.rehearsal_unknown");
    if (after !== undefined && !/^\d{1,7}$/.test(after)) throw new Problem("http.input_invalid", { path: "after" }, 400);
    const from = Number(after ?? 0);
    const some = sum.listed.slice(from, from + limit + 1).map((one, i) => ({ ...one, n: from + i + 1 }));
    const page = pageOf(some, limit, ({ n }) => [n]);
    const known = page.lines.length === 0 ? [] : await this.#world.linesOf(actor, page.lines.map(({ childId }) => childId));
    const lineOf = new Map(known.map((line) => [line.childId, line]));
    const lines = page.lines.map(({ childId, from: was, to, gained, lost }): MovedLine => {
      const line = lineOf.get(childId);
      const child = line && { name: line.name, area: line.area, birthDate: line.birthDate, open: line.open };
      return { childId, child: child ?? null, from: was, to, gained, lost };
    });
    return { lines, next: page.next };
  } // prettier-ignore

  #get(actor: Actor): Kept {
    const kept = this.#kept.get(actor.personId);
    if (!kept || !this.own(actor)) throw notFound("policy.rehearsal_unknown");
    return kept;
  }

  #running(): number {
    return [...this.#kept.values()].filter(({ shown }) => shown.status === "running").length;
  }

  #forgetOldest(): void {
    for (const [id, { shown }] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) return;
      if (shown.status !== "running") this.#kept.delete(id);
    }
  }

  /** The pack as it was sent, with its faults; policies: null where it cannot be asked. */
  #checked(actor: Actor, fileName: string, text: string, startedAt: string): { kept: Kept; policies: Both | null } {
    const { shelf: present, clock } = this.#world;
    const { shelf, pack, faults } = present.withChanged(text);
    const now = today(clock);
    const day = pack && pack.from > now ? pack.from : now;
    const said = saidOf(shelf && pack && shelf.holds(pack.id) ? shelf.answersOf(pack.id) : null, faults);
    const elsewhere = pack && !contains(pack.area, actor.area) && !within(actor.scope, pack.area);
    if (pack && elsewhere) said.unshift({ line: 0, sentence: `政策包的区划（area：${pack.area}）不涉及您的辖区` });
    const over = pack?.to && pack.to <= day;
    if (over) said.unshift({ line: 0, sentence: `政策包到 ${pack.to ?? ""} 就不再施行，没有可以试算的日子` });
    // what points at nothing (a level that is not there) would be counted as if it were
    const broken = faults.some(({ code }) => code === "unknown_item");
    const able = shelf && pack && !elsewhere && !over && !broken && shelf.holds(pack.id);
    const shown: RehearsalShown = {
      status: able ? "running" : "refused",
      fileName,
      pack: pack && { id: pack.id, title: pack.title, document: pack.document, from: pack.from },
      faults: said.slice(0, MOST_FAULTS),
      moreFaults: Math.max(0, said.length - MOST_FAULTS),
      area: actor.area,
      day, read: 0, total: 0, startedAt, result: null,
    };
    const kept: Kept = { owner: actor, shown, sum: undefined, cancelled: false };
    return { kept, policies: able ? { now, day, present: this.#world.policyFor, changed: shelf, isSensitive: this.#world.isSensitive } : null };
  } // prettier-ignore

  /** Never throws: however it ends, its status says so. */
  async #run(actor: Actor, kept: Kept, policies: Both, log: Log): Promise<void> {
    if (kept.cancelled) return;
    try {
      kept.shown = { ...kept.shown, total: await this.#world.countFiles(actor) };
      const sum = new Sum(policies, actor.area);
      if (!(await this.#walk(actor, kept, sum))) return;
      kept.sum = sum;
      kept.shown = { ...kept.shown, status: "done", result: sum.children === 0 ? emptyResult : sum.result() };
    } catch (err) {
      log.error({ err }, "a rehearsal has not ended");
      if (!kept.cancelled) kept.shown = { ...kept.shown, status: "failed" };
    }
  }

  /** False where it was cancelled. */
  async #walk(actor: Actor, kept: Kept, sum: Sum): Promise<boolean> {
    let since = performance.now();
    let read = 0;
    for await (const child of this.#world.filesOf(actor)) {
      if (kept.cancelled) return false;
      read += 1;
      if (child) sum.add(child);
      if (performance.now() - since < SLICE_MS) continue;
      kept.shown = { ...kept.shown, read };
      await new Promise<void>((resume) => void setImmediate(resume));
      since = performance.now();
    }
    kept.shown = { ...kept.shown, read };
    return !kept.cancelled;
  }
}
