import { linkAlerts } from "./links.ts";
import { asOwner } from "./owner.ts";
import { sealLooks, type SealWorld } from "./seal.ts";
import { watchLooks, type WatchWorld } from "./watch.ts";

/** Between two steps in the background: as long as a row may wait for its place in a block. */
const STEP_MS = 10_000;

export interface Keeping extends SealWorld, WatchWorld {
  readonly failed: (thrown: unknown) => void;
}

/**
 * Seals what was written and looks through it, in the background, until it is told to stop, which waits for the step
 * under way. A step that fails is told and tried again: looks stay where they were written meanwhile. Months past their
 * term are not given up here: a clock that jumps must not cost three years of traces.
 */
export function keepTraces(world: Keeping, every = STEP_MS): () => Promise<void> {
  let running: Promise<void> | undefined;
  const step = async (): Promise<void> => {
    try {
      await sealLooks(world);
      await asOwner(world.owner, (owner) => watchLooks(owner, world));
      await linkAlerts(world);
    } catch (thrown) {
      world.failed(thrown);
    } finally {
      running = undefined;
    }
  };
  const turn = (): void => {
    running ??= step();
  };
  turn();
  const timer = setInterval(turn, every).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
