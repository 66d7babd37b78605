import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import {
  type Finding,
  type HandleConcern,
  type Handling,
  kinds,
  type LookedUp,
  PICTURES_MOST,
  type ReportConcern,
  type ReportPublicly,
  type SupplementConcern,
  type Teller,
} from "./words.ts";

/** Who did something, as the report keeps it: the id for who may see it, the name for whoever reads it. */
interface By {
  readonly id: Id;
  readonly name: string;
  readonly at: string;
}

interface Done {
  readonly by: By;
}

interface Supplement extends Done, Omit<SupplementConcern, "id" | "police"> {
  readonly police: boolean | null;
}

interface Step extends Done {
  readonly handling: Handling;
  readonly day: Day;
  readonly note: string;
  readonly number: string;
}

/** A picture that lies beside the report, under its key; of one that was withdrawn only this is left. */
interface Picture extends Done {
  readonly id: Id;
  readonly withdrawn: (Done & { readonly reason: string }) | null;
}

export interface Receipt {
  readonly number: string;
  readonly digest: string;
}

/** One report and its life. */
export interface Concern {
  readonly by: By & { readonly post: string };
  readonly childId: Id | null;
  readonly name: string;
  readonly situation: string;
  readonly note: string;
  readonly teller: Teller | null;
  /** Which kind of person says so at the public page, by the policy's id. */
  readonly reporter?: string;
  /** From the public page: the number that its reporter has, and what number and secret are known by. */
  readonly receipt?: Receipt;
  readonly supplements: readonly Supplement[];
  /** None in a report of before there were any. */
  readonly pictures?: readonly Picture[];
  readonly received: By | null;
  /** Who may read it: whoever received it, or took part since. */
  readonly team: readonly By[];
  readonly steps: readonly Step[];
  readonly told: readonly (Done & { readonly words: string })[];
  readonly moves: readonly (Done & { readonly area: AreaCode; readonly reason: string })[];
  readonly closed: (Done & { readonly finding: Finding; readonly reason: string }) | null;
}

export interface ConcernState {
  readonly concern?: Concern;
}

export const initial: ConcernState = {};

type Body = Readonly<Record<string, unknown>>;

const begun = (body: Body): Concern => ({
  ...(body as unknown as Omit<Concern, "supplements">),
  supplements: [],
  received: null,
  team: [],
  steps: [],
  told: [],
  moves: [],
  closed: null,
});

export function evolve(state: ConcernState, entry: { kind: string; body: Record<string, unknown> }): ConcernState {
  if (entry.kind === kinds.reported) return { concern: begun(entry.body) };
  const { concern } = state;
  return concern ? { concern: moved(concern, entry.kind, entry.body) } : state;
}

function moved(concern: Concern, kind: string, body: Body): Concern {
  const { by } = body as unknown as Done;
  const said = body as never;
  // prettier-ignore
  switch (kind) {
    case kinds.supplemented:
      return { ...concern, supplements: [...concern.supplements, said] };
    case kinds.received:
      return { ...concern, received: by, team: withMember(concern.team, by) };
    case kinds.joined:
      return { ...concern, team: withMember(concern.team, by) };
    case kinds.handled:
      return { ...concern, steps: [...concern.steps, said] };
    case kinds.identified:
      return { ...concern, childId: body["childId"] as Id };
    case kinds.transferred:
      // who takes it over there begins anew; whoever handed it over stays on the case
      return { ...concern, moves: [...concern.moves, said], received: null };
    case kinds.told:
      return { ...concern, told: [...concern.told, said] };
    case kinds.pictured:
      return { ...concern, pictures: [...(concern.pictures ?? []), { id: body["pictureId"] as Id, by, withdrawn: null }] };
    case kinds.pictureWithdrawn:
      return { ...concern, pictures: (concern.pictures ?? []).map((one) => (one.id === body["pictureId"] ? { ...one, withdrawn: said } : one)) };
    case kinds.closed:
      return { ...concern, closed: said };
    default:
      return concern;
  }
}

const withMember = (team: readonly By[], by: By): readonly By[] =>
  team.some(({ id }) => id === by.id) ? team : [...team, by];

export interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export interface Present {
  readonly today: Day;
  readonly by: By;
}

/** Nothing that a reporter leaves out keeps a report from being one. */
export function reportConcern(command: ReportConcern, { by }: Present, post: string): Drafted[] {
  const { id: _id, area: _area, childId, teller, ...said } = command;
  const body = { ...said, childId: childId ?? null, teller: teller ?? null, by: { ...by, post } };
  return [{ kind: kinds.reported, body }];
}

/** Where somebody's post stands for those who have one. */
export const PUBLIC = "public";

/**
 * From the public page. Who says nothing at all has reported nothing; everything else may be left out. What is known
 * besides stands as the reporter's first supplement. Errors: concern.nothing_said.
 */
export function reportPublicly(command: ReportPublicly, { by }: Present, receipt: Receipt): Drafted[] {
  const { situation, note, name, age, place, time, police = null, reporter, teller } = command;
  if (situation === "" && note === "") throw new Problem("concern.nothing_said");
  const reported = { childId: null, name, situation, note, teller: teller ?? null, reporter, receipt, by: { ...by, post: PUBLIC } }; // prettier-ignore
  const besides = [age, place, time].some((said) => said !== "") || police !== null;
  const supplement = { name: "", age, place, time, note: "", police, by };
  return [
    { kind: kinds.reported, body: reported },
    ...(besides ? [{ kind: kinds.supplemented, body: supplement }] : []),
  ];
}

export type Progress = LookedUp["progress"];

export function progressOf({ received, steps, told, closed }: Concern): Progress {
  if (closed) return "closed";
  if (told.length > 0) return "told";
  if (steps.length > 0) return "handled";
  return received ? "received" : "reported";
}

/** Errors: concern.unknown (404). */
export function getConcern({ concern }: ConcernState): Concern {
  if (!concern) throw notFound("concern.unknown");
  return concern;
}

/** Errors: concern.unknown (404), concern.closed (409). */
function openConcern(state: ConcernState): Concern {
  const concern = getConcern(state);
  if (concern.closed) throw conflict("concern.closed");
  return concern;
}

export const isOnCase = ({ team }: Pick<Concern, "team">, person: Id): boolean => team.some(({ id }) => id === person);

/** Whoever acts has received it, or has said why they take part. Errors: as openConcern; concern.not_on_case (403). */
export function ownCase(state: ConcernState, { by }: Present): Concern {
  const concern = openConcern(state);
  if (!isOnCase(concern, by.id)) throw new Problem("concern.not_on_case", {}, 403);
  return concern;
}

/** Its reporter has more to say, also when it is closed: what comes late may be the gravest. Errors: concern.unknown. */
export function supplementConcern(state: ConcernState, command: SupplementConcern, { by }: Present): Drafted[] {
  const { id: _id, police = null, ...said } = command;
  if (getConcern(state).by.id !== by.id) throw notFound("concern.unknown");
  return [{ kind: kinds.supplemented, body: { ...said, police, by } }];
}

export const picturesOf = ({ pictures = [] }: Concern): readonly Picture[] => pictures;
export const isThere = ({ withdrawn }: Picture): boolean => withdrawn === null;

/** From its reporter alone, also when it is closed. Errors: concern.unknown (404), concern.too_many_pictures (409). */
export function requireRoomForPicture(state: ConcernState, { by }: Present): void {
  const concern = getConcern(state);
  if (concern.by.id !== by.id) throw notFound("concern.unknown");
  if (picturesOf(concern).filter(isThere).length >= PICTURES_MOST) throw conflict("concern.too_many_pictures");
}

export const attachPicture = (picture: { readonly pictureId: Id } & Readonly<Record<string, unknown>>, { by }: Present): Drafted[] =>
  [{ kind: kinds.pictured, body: { ...picture, by } }]; // prettier-ignore

/**
 * Its reporter withdraws what nobody has received yet; after that it may be what somebody acts on, and only the people on
 * the case do, while it is open. Errors: concern.unknown (404), concern.closed, concern.received_withdraw (409),
 * concern.not_on_case (403), concern.picture_unknown (404).
 */
export function withdrawPicture(state: ConcernState, pictureId: Id, reason: string, { by }: Present): Drafted[] {
  const concern = openConcern(state);
  const isReporter = concern.by.id === by.id;
  if (!isOnCase(concern, by.id)) {
    if (!isReporter) throw new Problem("concern.not_on_case", {}, 403);
    if (concern.received !== null || concern.team.length > 0) throw conflict("concern.received_withdraw");
  }
  if (!picturesOf(concern).some((one) => one.id === pictureId && isThere(one)))
    throw notFound("concern.picture_unknown");
  return [{ kind: kinds.pictureWithdrawn, body: { pictureId, reason, by } }];
}

/** Errors: concern.unknown, concern.closed, concern.received (409). */
export function receiveConcern(state: ConcernState, { by }: Present): Drafted[] {
  if (openConcern(state).received) throw conflict("concern.received");
  return [{ kind: kinds.received, body: { by } }];
}

/** After somebody has received it: before that, taking part is receiving. Errors: concern.not_received (409). */
export function joinConcern(state: ConcernState, reason: string, { by }: Present): Drafted[] {
  const concern = getConcern(state);
  if (!concern.received && !concern.closed) throw conflict("concern.not_received");
  return isOnCase(concern, by.id) ? [] : [{ kind: kinds.joined, body: { reason, by } }];
}

/** Errors: as ownCase; concern.day_wrong. */
export function handleConcern(state: ConcernState, command: Omit<HandleConcern, "id">, present: Present): Drafted[] {
  ownCase(state, present);
  const { handling, note, number, day = present.today } = command;
  if (day > present.today) throw new Problem("concern.day_wrong", { day });
  return [{ kind: kinds.handled, body: { handling, day, note, number, by: present.by } }];
}

/** Whose file it is about, found out since. */
export function identifyConcern(state: ConcernState, childId: Id, present: Present): Drafted[] {
  const concern = ownCase(state, present);
  return concern.childId === childId ? [] : [{ kind: kinds.identified, body: { childId, by: present.by } }];
}

/** To the place where the child is. `from`: where it lies now. Errors: as ownCase; concern.same_area (409). */
export function transferConcern(
  state: ConcernState,
  { area, reason, from }: { readonly area: AreaCode; readonly reason: string; readonly from: AreaCode },
  present: Present,
): Drafted[] {
  ownCase(state, present);
  if (area === from) throw conflict("concern.same_area");
  return [{ kind: kinds.transferred, body: { area, reason, by: present.by } }];
}

export function tellConcern(state: ConcernState, words: string, present: Present): Drafted[] {
  ownCase(state, present);
  return [{ kind: kinds.told, body: { words, by: present.by } }];
}
