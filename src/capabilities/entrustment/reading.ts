import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { areaPath } from "#capabilities/area/index.ts";
import { narrowed } from "#capabilities/caselist/index.ts";
import { fileOf, findFile, maskedText } from "#capabilities/registry/index.ts";
import { readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { EntrustingWorld } from "./actions.ts";
import { type Agreement, stageOn } from "./decide.ts";
import { isNeeded } from "./react.ts";
import { type Asked, countEntrustments, entrustmentOf, listEntrustments } from "./store.ts";
import type { AgreementShown, ChildEntrustments, EntrustmentCounts, EntrustmentsPage, ListQuery } from "./words.ts";

export interface EntrustmentWorld extends EntrustingWorld {
  readonly pool: pg.Pool;
}

/** What is asked of an area today by its policy. Errors: area.unknown (404) outside one's own. */
export function askedOf(world: EntrustmentWorld, actor: Actor, area: AreaCode | undefined): Asked {
  const day = today(world.clock);
  const { for: categories, terms } = world.entrustmentFor(area ?? actor.area, day);
  return { scope: narrowed(actor, area), today: day, ending: terms.ending, categories };
}

export async function list(world: EntrustmentWorld, actor: Actor, query: ListQuery): Promise<EntrustmentsPage> {
  const { area, show, limit } = query;
  const asked = askedOf(world, actor, area);
  const after = readCursor(query.after, "area", "id");
  const rows = await readInScope(world.pool, actor.scope, (db) => listEntrustments(db, asked, show, after, limit + 1));
  return pageOf(rows, limit, (line) => [line.area, line.childId]);
}

export const counts = (world: EntrustmentWorld, actor: Actor, area: AreaCode | undefined): Promise<EntrustmentCounts> => {
  const asked = askedOf(world, actor, area);
  return readInScope(world.pool, actor.scope, (db) => countEntrustments(db, asked));
}; // prettier-ignore

/** Phones by their ends, and where the carer lives not at all, until somebody opens them for a purpose: as the file itself does. */
const hidden = (key: "carer.phone" | "carer.address", text: string, opened: boolean): string =>
  text === "" || opened ? text : maskedText(key, text);

function agreementShown(one: Agreement, day: Day, opened: boolean): AgreementShown {
  const { form: _form, carer, entrusters, emergency, ...rest } = one;
  return {
    ...rest,
    stage: stageOn(one, day),
    entrusters: entrusters.map((party) => ({ ...party, phone: hidden("carer.phone", party.phone, opened) })),
    carer: {
      ...carer,
      phone: hidden("carer.phone", carer.phone, opened),
      place: hidden("carer.address", carer.place, opened),
    },
    emergency: emergency && { ...emergency, phone: hidden("carer.phone", emergency.phone, opened) },
    questions: [...one.questions],
    signers: one.signers.map((signer) => ({ ...signer })),
    ended: one.ended && { day: one.ended.day, ending: one.ended.ending, note: one.ended.note },
  };
}

/** What a look with a purpose has opened, as its trace names it; whom else to call stands with the carer. */
function openedIn(agreements: readonly AgreementShown[]): string[] {
  const carers = agreements.flatMap(({ carer, emergency }) => [carer, emergency ?? { phone: "" }]);
  const entrusters = agreements.flatMap((one) => one.entrusters);
  return [
    ...(carers.some(({ phone }) => phone !== "") ? ["carer.phone"] : []),
    ...(agreements.some(({ carer }) => carer.place !== "") ? ["carer.address"] : []),
    ...["father", "mother"].flatMap((who) => (entrusters.some(({ id, phone }) => id === who && phone !== "") ? [`${who}.phone`] : [])),
  ];
} // prettier-ignore

/** All of one child, the newest first. Errors: registry.not_found (404). */
export async function ofChild(
  world: EntrustmentWorld,
  actor: Actor,
  childId: Id,
  purpose: Purpose | null,
): Promise<ChildEntrustments> {
  const subject = await findFile(world, actor, childId);
  const day = today(world.clock);
  const policy = world.entrustmentFor(subject.area, day);
  const state = entrustmentOf(subject);
  const { facts } = fileOf(subject);
  const text = (key: string): string => String(facts[key]?.value ?? "");
  const agreements = state.agreements.toReversed().map((one) => agreementShown(one, day, purpose !== null));
  return {
    childId,
    name: text("name"),
    birthDate: text("birthDate"),
    needed: isNeeded(subject.state, policy, day),
    onPaper: facts["carer.agreement"]?.value === true && agreements.length === 0,
    clause: policy.clause,
    place: (await areaPath(world.pool, subject.area, day)).join(""),
    doubt: state.doubt && { day: state.doubt.day, by: state.doubt.by, why: state.doubt.why },
    agreements,
    opened: purpose === null ? [] : openedIn(agreements),
  };
}
