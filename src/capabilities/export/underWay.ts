import { setTimeout as pause } from "node:timers/promises";
import type { Actor } from "#kernel/actor.ts";
import { conflict, type Problem } from "#kernel/problem.ts";
import { Errand } from "#platform/db/errand.ts";
import { inScope } from "#platform/db/scope.ts";
import type { ExportWorld, Taken } from "./making.ts";
import {
  type BegunRow,
  type Far,
  findMaking,
  insertMaking,
  markEnded,
  type MakingRow,
  touchMaking,
} from "./makingStore.ts";

/* A file while it is made: how far it is, and that it is heard when somebody stops it (docs/decisions/0061-stopped.md). */

type Where = Pick<ExportWorld, "pool" | "clock">;

/** How far a file is, for whoever waits for it. */
export interface Progress {
  /** How many lines there will be, where that is known. */
  readonly of: (total: number) => void;
  /** So many more lines are written. */
  readonly did: (lines: number) => void;
}

/** At a console nobody asks. */
export const unasked: Progress = { of: () => undefined, did: () => undefined };

/** So often it is written down how far it is, and looked up whether it is to stop. */
const EVERY_MS = 500;
/** So often whoever sent the same again looks whether the first one is there. */
const LOOK_MS = 200;

export const stopped = (): Problem => conflict("export.stopped");

const begunRow = ({ clock }: Where, actor: Actor, { id, area, kind, name, purpose }: Taken): BegunRow => ({
  id, area, kind, name, purpose, personId: actor.personId, person: actor.name, post: actor.post,
  department: actor.department ?? null, begunAt: clock.now().toISOString(),
}); // prettier-ignore

export const findOwnMaking = ({ pool, clock }: Where, actor: Actor, id: string): Promise<MakingRow | undefined> =>
  inScope(pool, actor.scope, (db) => findMaking(db, id, clock.now().toISOString()), { readOnly: true });

/**
 * The file that is ours to make; undefined where somebody who sent the same has made it meanwhile. Errors:
 * export.id_taken (409); export.stopped where the one that was waited for was stopped.
 */
export async function beginMaking(world: Where, actor: Actor, taken: Taken): Promise<UnderWay | undefined> {
  const row = begunRow(world, actor, taken);
  for (let waited = false; ; waited = true) {
    const before = waited ? await findOwnMaking(world, actor, taken.id) : undefined;
    if (before?.state === "stopped") throw stopped();
    if (await inScope(world.pool, actor.scope, (db) => insertMaking(db, row))) return new UnderWay(world, actor, row);
    const other = await findOwnMaking(world, actor, taken.id);
    if (other?.personId !== actor.personId) throw conflict("export.id_taken");
    if (other.state === "made") return undefined;
    await pause(LOOK_MS);
  }
}

/** One file on its way. */
export class UnderWay {
  readonly errand = new Errand();
  readonly progress: Progress = {
    of: (total) => (this.#total = total),
    did: (lines) => (this.#done += lines),
  };
  readonly #world: Where;
  readonly #actor: Actor;
  readonly #of: Pick<BegunRow, "id" | "begunAt">;
  #done = 0;
  #total: number | null = null;
  #touching: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(world: Where, actor: Actor, { id, begunAt }: BegunRow) {
    this.#world = world;
    this.#actor = actor;
    this.#of = { id, begunAt };
    this.#timer = setInterval(() => {
      this.#touching ??= this.#touch().finally(() => (this.#touching = undefined));
    }, EVERY_MS);
  }

  /** A database that is busy is asked again: what is being made may hold its connections itself. */
  async #touch(): Promise<void> {
    if (this.errand.signal.aborted) return;
    const goesOn = await inScope(this.#world.pool, this.#actor.scope, (db) => touchMaking(db, this.far)).catch(
      () => true,
    );
    if (!goesOn) this.errand.stop(stopped());
  }

  get far(): Far {
    return { ...this.#of, done: this.#done, total: this.#total, at: this.#world.clock.now().toISOString() };
  }

  /** Looks up no more; whether a stop was heard is known then. */
  async settle(): Promise<void> {
    clearInterval(this.#timer);
    await this.#touching;
  }

  /** Came to nothing. Never throws: where it cannot be written down, its silence says it. */
  async giveUp(): Promise<void> {
    await inScope(this.#world.pool, this.#actor.scope, (db) => markEnded(db, this.far)).catch(() => undefined);
  }
}
