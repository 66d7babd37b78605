import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addMonths, type Day } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { requireFreshFactor, type Sealer } from "#capabilities/account/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { allowedHost, type Host, hostsOf } from "./hosts.ts";
import { type ComparisonWorld, itemOf, worldOf } from "./run.ts";
import {
  type EventRow,
  findSource,
  listEvents,
  listSources,
  noteEvent,
  putSource,
  type Source,
} from "./sourceStore.ts";
import type { SaveSource, Sources, SourceShown } from "./words.ts";

/* Where a department's list is fetched from (docs/decisions/0064): set by the county's officer, within what the operator allows. */

export interface SourceWorld extends ComparisonWorld {
  /** Hosts that the operator of the server allows. */
  readonly hosts: readonly Host[];
  readonly sealer: Sealer;
}

/** What comparisons stand on, with where lists are fetched from. Errors: comparison.hosts_wrong for a slip of the operator's. */
export const sourceWorldOf = (
  parts: Parameters<typeof worldOf>[0] & { readonly account: Pick<SourceWorld, "sealer"> },
  folder: string,
  sentence: SourceWorld["sentence"],
): SourceWorld => ({
  ...worldOf(parts, folder, sentence),
  sealer: parts.account.sealer,
  hosts: hostsOf(process.env["TONGHU_FETCH_HOSTS"]),
});

export const sealedAt = (id: Id): string => `comparison.source ${id}`;

/** The next day of the month after today. */
export function nextOn(day: Day, dayOfMonth: number): Day {
  const ofThis = `${day.slice(0, 8)}${String(dayOfMonth).padStart(2, "0")}`;
  return ofThis > day ? ofThis : addMonths(ofThis, 1);
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : "");

/** The key that is kept: a new one, the one from before as long as it goes to the same place, or none. */
function secretOf({ sealer }: SourceWorld, id: Id, { url, header, key }: SaveSource, before: Source | undefined): Buffer | null {
  if (header === null) {
    if (key !== undefined) throw new Problem("comparison.source_header_wanted");
    return null;
  }
  if (key !== undefined) return sealer.seal(Buffer.from(key), sealedAt(id));
  // an officer who may not read a key sends it nowhere else
  const isSame = before?.secret && before.header === header && new URL(before.url).origin === new URL(url).origin;
  if (!isSame) throw new Problem("comparison.source_key_wanted");
  return before.secret;
} // prettier-ignore

/**
 * Sets where a kind of list is fetched from, or changes it; whoever does answers for it from now on. Errors: comparison.kind_unknown
 * (404), account.fresh_factor_needed (403), journal.busy (409), comparison.source_url_wrong, comparison.source_host_unknown,
 * comparison.source_key_wanted, comparison.source_header_wanted (422).
 */
export async function saveSource(world: SourceWorld, actor: Actor, kind: string, command: SaveSource): Promise<Sources> {
  requireFreshFactor(actor, world.clock);
  const { area } = actor;
  const { department } = itemOf(world, area, kind);
  const { url, header, form, rowsAt, dayOfMonth, active } = command;
  // one whose host is not allowed any more can still be stopped
  allowedHost(active ? world.hosts : [{ origin: originOf(url), name: "" }], url);
  await inScope(world.pool, actor.scope, async (db) => {
    const before = await findSource(db, area, kind);
    const id = before?.id ?? newId();
    const source: Source = {
      id, area, department, kind, url, header, form, rowsAt, dayOfMonth, active, secret: secretOf(world, id, command, before),
      holderId: actor.personId, holder: actor.name, holderPost: actor.postId ?? null,
      nextOn: nextOn(today(world.clock), dayOfMonth), retryAt: null, tries: 0,
    };
    if (!(await putSource(db, source))) throw conflict("journal.busy");
    await noteEvent(db, area, eventOf(world, source, active ? "set" : "stopped", actor.name));
  });
  return showSources(world, actor);
} // prettier-ignore

export const eventOf = (world: Pick<SourceWorld, "clock">, { id, url }: Source, what: EventRow["what"], by: string): EventRow => ({
  sourceId: id, what, by, at: world.clock.now().toISOString(), host: new URL(url).host, problem: null, data: {}, listId: null,
}); // prettier-ignore

/** Errors: comparison.source_unknown (404). */
export async function getSource(world: SourceWorld, actor: Actor, kind: string): Promise<Source> {
  const source = await inScope(world.pool, actor.scope, (db) => findSource(db, actor.area, kind), { readOnly: true });
  if (!source) throw notFound("comparison.source_unknown");
  return source;
}

const titleOf = (world: SourceWorld, { area, kind }: Source): string =>
  world.policyFor(area, today(world.clock)).comparisons.find(({ id }) => id === kind)?.title ?? "部门名单";

/** The sources of the area with what was done with them; keys are shown to nobody. */
export async function showSources(world: SourceWorld, actor: Actor): Promise<Sources> {
  const [sources, events] = await inScope(
    world.pool,
    actor.scope,
    async (db) => [await listSources(db), await listEvents(db)] as const,
    { readOnly: true },
  );
  const shown = ({ secret, holderId: _id, holderPost: _post, tries: _tries, ...source }: Source): SourceShown => ({
    ...source,
    title: titleOf(world, { ...source, secret } as Source),
    hasKey: secret !== null,
    events: events
      .filter(({ sourceId }) => sourceId === source.id)
      .map(({ sourceId: _source, data, problem, ...event }) => ({
        ...event,
        problem: problem === null ? null : world.sentence(problem, data),
      })),
  });
  return { hosts: world.hosts.map(({ origin }) => origin), sources: sources.map(shown) };
}
