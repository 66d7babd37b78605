import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { type AreaCode, nation, subtree } from "#kernel/scope.ts";
import { nameResolver } from "#capabilities/area/index.ts";
import type { Comparison, Policy } from "#capabilities/policy/index.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import type { UploadFolder } from "#capabilities/survey/index.ts";
import type { SubjectKey, Vault } from "#platform/crypto/vault.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Journal } from "#platform/journal/journal.ts";
import { findKeys } from "#platform/journal/store.ts";
import { oughtToBe } from "./findings.ts";
import { Children, isAtRest, ledgerOf, whoIs } from "./ledger.ts";
import { fields, fieldsOf, isAdult, isGrown, type Line, readLines } from "./lines.ts";
import { Linking, type Pair } from "./linking.ts";
import { Parents } from "./parents.ts";
import type { Run } from "./raising.ts";
import { settle } from "./settle.ts";
import { type Counting, type Counts, isSuperseded, type RunningList, saveProgress } from "./store.ts";
import { listFolder, openList } from "./upload.ts";
import { withdrawFindings } from "./withdrawal.ts";
import type { ListShown } from "./words.ts";

export interface ComparisonWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
  /** Where lists lie encrypted until their comparison has ended. */
  readonly uploads: UploadFolder;
  readonly sentence: (code: string, data: Readonly<Record<string, unknown>>) => string;
}

/** What comparisons stand on, of a whole Tonghu; `folder`: where uploads lie. */
export const worldOf = (
  {
    ground: { pool, clock, vault },
    journal,
    policyFor,
  }: Pick<ComparisonWorld, "journal" | "policyFor"> & {
    readonly ground: Pick<ComparisonWorld, "pool" | "clock"> & { readonly vault: Vault };
  },
  folder: string,
  sentence: ComparisonWorld["sentence"],
): ComparisonWorld => ({
  pool,
  clock,
  journal,
  policyFor,
  sentence,
  uploads: listFolder({ folder, files: vault.files }),
});

/** Below this, two rows are not thought of as one child at all. */
const LEAST = 0.05;
const LINES = 2000;

/** The machine writes in the list's area, under the name of whoever uploaded it: a department itself sees no file. */
export const onBehalf = (list: Pick<RunningList, "actorId" | "actor" | "area">): Actor => ({
  personId: list.actorId,
  name: list.actor,
  post: "system",
  area: list.area,
  scope: subtree(list.area),
});

/** Errors: comparison.kind_unknown (404). */
export function itemOf(world: ComparisonWorld, area: AreaCode, kind: string): Comparison {
  const item = world.policyFor(area, today(world.clock)).comparisons.find(({ id }) => id === kind);
  if (!item) throw new Problem("comparison.kind_unknown", {}, 404);
  return item;
}

/** Errors: crypto.damaged where there is no key. */
export async function keyOf(world: ComparisonWorld, list: Pick<ListShown, "id" | "area">): Promise<SubjectKey> {
  const { machine } = world.journal;
  const keys = await inScope(world.pool, subtree(list.area), (db) => findKeys(db, machine, [list.id]), {
    readOnly: true,
  });
  const key = keys.get(list.id);
  if (!key) throw new Problem("crypto.damaged");
  return key;
}

const zero: Counts = {
  stage: "reading", progress: 0, read: 0, refused: 0, adults: 0, matched: 0, review: 0, raised: 0, standing: 0, answered: 0, gone: 0,
  expected: 0, absent: 0, strangers: null,
}; // prettier-ignore

/** Somebody has asked it to stop. */
export class Cancelled extends Error {}

/** So many of those who ought to be on the list are not that a person has to say that it is whole. */
export class Held extends Error {}

/** One run from the file to its end: `counts` tells how far it is. Errors: Cancelled; whatever stops it. */
export class Running {
  readonly counts: Counting = { ...zero };
  readonly #world: ComparisonWorld;
  readonly #list: RunningList;
  readonly #actor: Actor;
  #linking: Linking | undefined;
  #cancelled = false;
  #saved: Promise<void> = Promise.resolve();

  constructor(world: ComparisonWorld, list: RunningList) {
    this.#world = world;
    this.#list = list;
    this.#actor = onBehalf(list);
  }

  readonly cancel = (): void => {
    this.#cancelled = true;
    void this.#linking?.stop();
  };

  /** One after the other: a slow one on a connection of its own would put older counts over the last ones. */
  save(): Promise<void> {
    const { pool } = this.#world;
    const saving = this.#saved.then(() =>
      inScope(pool, this.#actor.scope, (db) => saveProgress(db, this.#list.id, this.counts)),
    );
    this.#saved = saving.catch(() => undefined);
    return saving;
  }

  #check(): void {
    if (this.#cancelled) throw new Cancelled();
  }

  async run(): Promise<void> {
    this.#check();
    const { clock, pool, uploads } = this.#world;
    const [list, day] = [this.#list, today(clock)];
    const key = await keyOf(this.#world, list);
    const file = await openList(uploads, list.id);
    const item = itemOf(this.#world, list.area, list.kind);
    const resolve = nameResolver(pool, subtree(list.area), day);
    const children = new Children();
    const lines = (counts: Counting) =>
      childLines(readLines(file, item, { today: day, resolve }), item.of === "parents" ? undefined : { day, grown: children.grown }, counts);
    let pairs;
    try {
      pairs = await this.#pairs(item, lines(this.counts), children);
    } finally {
      await this.#linking?.stop();
    }
    await this.#doubt(item, pairs, children);
    Object.assign(this.counts, { stage: "settling", progress: 0, strangers: 0 });
    const run: Run = {
      world: this.#world, list, item, actor: this.#actor, key, today: day, at: clock.now().toISOString(), counts: this.counts,
      said: new Set(), isCancelled: () => this.#cancelled, told: (share) => this.#tell(share),
    };
    // read a second time, and counted once
    await settle(run, lines({ ...zero }), pairs, children);
    this.#check();
  } // prettier-ignore

  /** Half a list would send the villages of a county out to children who are where they ought to be. Errors: Held, Cancelled. */
  async #doubt({ missing, doubt }: Comparison, pairs: readonly Pair[], { wanted }: Children): Promise<void> {
    if (!missing) return;
    const met = new Set(pairs.map(({ left }) => left));
    const expected = wanted.filter(Boolean).length;
    const absent = wanted.filter((ought, n) => ought && !met.has(n)).length;
    Object.assign(this.counts, { expected, absent });
    const isFlood = absent >= doubt.least && absent * 100 > expected * doubt.percent;
    // a list on which hardly anybody is who ought to be is a piece or another one, however few they are
    const isOther = absent > 0 && absent * 100 >= expected * doubt.nearly;
    if (!(isFlood || isOther) || this.#list.confirmedBy !== null) return;
    // the whole list was sent while this one was being read
    const isOver = await inScope(this.#world.pool, this.#actor.scope, (db) => isSuperseded(db, this.#list), {
      readOnly: true,
    });
    throw isOver ? new Cancelled() : new Held();
  }

  /** Takes back what the list brought up, also of a child who has moved away since; its counts stay as they were. */
  async withdraw(): Promise<void> {
    const { clock } = this.#world;
    const [list, day] = [this.#list, today(clock)];
    Object.assign(this.counts, list, { stage: "withdrawing", progress: 0 });
    const part = {
      world: this.#world,
      list,
      item: itemOf(this.#world, list.area, list.kind),
      actor: { ...this.#actor, scope: nation },
      today: day,
      at: clock.now().toISOString(),
    };
    await withdrawFindings(part, (share) => this.#tell(share));
  }

  async #tell(share: number): Promise<void> {
    const percent = Math.min(99, Math.round(share * 100));
    if (percent === this.counts.progress) return;
    this.counts.progress = percent;
    await this.save();
  }

  async #pairs(item: Comparison, lines: AsyncGenerator<Line>, children: Children): Promise<readonly Pair[]> {
    const used = fieldsOf(item);
    const places = used.map((field) => fields.indexOf(field));
    const cells = (who: readonly string[]): string[] => places.map((place) => who[place] ?? "");
    const linking = new Linking(used.map(({ name, type, household }) => ({ name, type, household })));
    this.#linking = linking;
    const day = today(this.#world.clock);
    const ledger = { pool: this.#world.pool, machine: this.#world.journal.machine };
    const parents = item.of === "parents" ? new Parents(children) : undefined;
    for await (const subject of ledgerOf(ledger, subtree(this.#list.area), item)) {
      this.#check();
      if (parents) {
        if (!isAtRest(subject)) parents.take(subject, (n, who) => linking.add("left", n, cells(who)));
        continue;
      }
      const who = whoIs(subject);
      const resting = isAtRest(subject);
      const n = children.add(subject.id, !resting && oughtToBe(item, fileOf(subject), day));
      if (resting) children.resting.add(n);
      else if (isGrown(who, day)) children.grown.add(who[1] ?? "");
      linking.add("left", n, cells(who));
    }
    for await (const line of lines) {
      this.#check();
      if (!line.repeats) linking.add("right", line.n, cells(line.who));
      if (this.counts.read % LINES === 0) await this.save();
    }
    Object.assign(this.counts, { stage: "matching", progress: 0 });
    await this.save();
    this.#check();
    if (children.ids.length === 0 || this.counts.read === this.counts.adults) return [];
    return linking.run(LEAST, (share) => void this.#tell(share).catch(() => undefined)).catch((thrown: unknown) => {
      this.#check();
      throw thrown;
    });
  } // prettier-ignore
}

/** Lines, counted as they pass: adults are left out of a list of children, but for who has grown up and has a file still. */
async function* childLines(
  lines: AsyncGenerator<Line>,
  left: { readonly day: Day; readonly grown: ReadonlySet<string> } | undefined,
  counts: Counting,
): AsyncGenerator<Line> {
  for await (const line of lines) {
    counts.read += 1;
    if (left && isAdult(line, left.day) && !left.grown.has((line.who[1] ?? "").toUpperCase())) counts.adults += 1;
    else {
      if (line.faults.length > 0) counts.refused += 1;
      yield line;
    }
  }
}
