import type { Department, PostKind } from "#kernel/actor.ts";
import { addDays, addMonths, type Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, countyOf } from "#kernel/scope.ts";
import type { Catalogue, Condition, DataItem, FieldClass, Item } from "./catalogueWords.ts";
import { type AskSharing, type Judged, kinds, OTHER_PURPOSE, type Stage, type Standing } from "./words.ts";

/** Who did something, as the journal keeps it. */
export interface Who {
  readonly id: Id;
  readonly name: string;
  readonly post: PostKind;
}

/** The key that holds now; what it is known by is its digest. */
export interface Key {
  readonly digest: string;
  readonly day: Day;
  readonly holder: Who;
  /** The holder's post: with it the key ends. */
  readonly postId: Id | null;
}

/** What was asked for, as the catalogue of that day had it: a later edition changes nothing that was granted. */
export interface Asked {
  readonly item: string;
  readonly title: string;
  readonly means: Item["means"];
  readonly ledger: DataItem["ledger"] | null;
  readonly giving: string | null;
  readonly steward: Item["steward"];
  readonly basis: string;
  readonly edition: string;
  readonly rate: number;
  readonly department: Department;
  readonly area: AreaCode;
  readonly purposeTitle: string;
  readonly note: string;
  /** Key of the fact → its class in the catalogue. */
  readonly fields: Readonly<Record<string, FieldClass>>;
  readonly months: number;
  readonly judged: Judged;
  /** By name, as the file keeps it; the entry says who it was. */
  readonly asker: Pick<Who, "name" | "post">;
  readonly day: Day;
}

export interface Step {
  readonly kind: string;
  readonly day: Day;
  readonly by: string;
  readonly text: string;
}

export interface Grant extends Asked {
  readonly stage: Stage;
  /** The last day on which it holds. */
  readonly until: Day | null;
  readonly key: Key | null;
  readonly steps: readonly Step[];
}

/** A subject of the journal of its own: one request with all that becomes of it. */
export interface SharingState {
  readonly grant?: Grant;
}
export const initial: SharingState = {};

export interface Present {
  readonly today: Day;
  readonly by: Who;
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

const said = (body: Record<string, unknown>): string => (typeof body["reason"] === "string" ? body["reason"] : "");

export function evolve(state: SharingState, { kind, body }: { kind: string; body: Record<string, unknown> }): SharingState {
  if (kind === kinds.asked) {
    const asked = body as unknown as Asked;
    return { grant: { ...asked, stage: "asked", until: null, key: null, steps: [] } };
  }
  const { grant } = state;
  if (!grant || !kind.startsWith("sharing.")) return state;
  const step: Step = { kind, day: body["day"] as Day, by: typeof body["who"] === "string" ? body["who"] : "", text: said(body) };
  const after = { ...grant, steps: [...grant.steps, step] };
  if (kind === kinds.granted) return { grant: { ...after, stage: "granted", until: body["until"] as Day } };
  if (kind === kinds.refused) return { grant: { ...after, stage: "refused" } };
  if (kind === kinds.stopped) return { grant: { ...after, stage: "stopped" } };
  return kind === kinds.keyed ? { grant: { ...after, key: body["key"] as Key } } : { grant: after };
} // prettier-ignore

/** Over from the day after its last one: computed, so that no night's job can miss it. */
export const standingOf = ({ stage, until }: Pick<Grant, "stage" | "until">, today: Day): Standing =>
  stage === "granted" && until !== null && until < today ? "expired" : stage;

/** Errors: sharing.unknown (404). */
export function getGrant({ grant }: SharingState): Grant {
  if (!grant) throw notFound("sharing.unknown");
  return grant;
}

/** What a request is judged by. */
export interface Request {
  readonly item: Item;
  readonly purpose: string;
  readonly fields: readonly string[];
  readonly area: AreaCode;
  /** Where the office that asks stands. */
  readonly office: AreaCode;
  readonly months: number;
}

const meets: Readonly<Record<Condition, (request: Request) => boolean>> = {
  same_county: ({ area, office }) => office.length >= 6 && countyOf(area) === countyOf(office),
  purpose_listed: ({ item, purpose }) => item.purposes.some(({ id }) => id === purpose),
  no_sensitive: ({ item, fields }) => item.means === "work" || fields.every((key) => item.fields[key] !== "sensitive"),
  within_term: ({ item, months }) => months <= item.months.usual,
  unconditional: ({ item }) => item.share === "unconditional",
};

/** The first rule whose conditions are all met; the last one has none. What kept the rules before it from holding is told. */
export function judge({ rules }: Pick<Catalogue, "rules">, request: Request): Judged {
  const unmet = new Set<Condition>();
  for (const { id, title, clause, grants, when } of rules) {
    // a key for a department's own work is always a person's decision: it writes, too
    if (grants && request.item.means === "work") continue;
    const missing = when.filter((condition) => !meets[condition](request));
    if (missing.length === 0) return { rule: id, title, clause, grants, unmet: [...unmet] };
    missing.forEach((condition) => unmet.add(condition));
  }
  throw new Error("sharing: a catalogue whose last rule has conditions");
}

/**
 * Two keys of one thing would be twice its calls, and whoever stops one believes that it is over. What a person decides may be
 * asked for while another one holds: so a term goes on. Errors: sharing.in_force, sharing.already_asked; both 409.
 */
export function requireAlone(standing: readonly { readonly stage: string; readonly askedOn: Day; readonly until: Day | null }[], grants: boolean): void {
  const holds = standing.find(({ stage }) => stage === "granted");
  if (holds && grants) throw conflict("sharing.in_force", { until: holds.until });
  const waits = standing.find(({ stage }) => stage === "asked");
  if (waits) throw conflict("sharing.already_asked", { day: waits.askedOn });
} // prettier-ignore

/** Of the item's, or 其他, whose words the note says. Errors: sharing.purpose_unknown, with those that there are. */
function requirePurpose({ purposes }: Item, purpose: string): void {
  if (purpose === OTHER_PURPOSE || purposes.some(({ id }) => id === purpose)) return;
  throw new Problem("sharing.purpose_unknown", { known: [...purposes.map(({ id }) => id), OTHER_PURPOSE] });
}

/** Errors: sharing.item_unknown, sharing.not_for_department, sharing.fields_wrong, sharing.term_too_long; all 422. */
function requireItem(
  catalogue: Catalogue,
  { item: id, fields, months }: AskSharing,
  department: Department,
): { item: Item; fields: Readonly<Record<string, FieldClass>> } {
  const item = catalogue.items.find((one) => one.id === id);
  if (!item) throw new Problem("sharing.item_unknown", { item: id });
  if (!item.departments.includes(department)) throw new Problem("sharing.not_for_department", { title: item.title });
  if (months > item.months.most) throw new Problem("sharing.term_too_long", { most: item.months.most });
  const offered: Readonly<Record<string, FieldClass>> = item.means === "data" ? item.fields : {};
  const chosen = [...new Set(fields)];
  const beyond = chosen.some((key) => !Object.hasOwn(offered, key));
  if (beyond || (item.means === "data" && chosen.length === 0)) throw new Problem("sharing.fields_wrong");
  return { item, fields: Object.fromEntries(chosen.map((key) => [key, offered[key] ?? "sensitive"])) };
}

const granted = (months: number, { today, by }: Present, reason: string, rule: boolean): Drafted => ({
  kind: kinds.granted,
  body: {
    day: today,
    until: addDays(addMonths(today, months), -1),
    ...(!rule && { reason }),
    who: rule ? "" : by.name,
  },
});

/** Asks, and grants at once where a rule says so. Errors: those of requireItem; sharing.purpose_unknown, sharing.area_whole. */
export function askSharing(
  catalogue: Catalogue,
  command: AskSharing,
  where: { readonly department: Department; readonly area: AreaCode; readonly office: AreaCode },
  present: Present,
): Drafted[] {
  const { item, fields } = requireItem(catalogue, command, where.department);
  requirePurpose(item, command.purpose);
  // a list is told to an office, and not to a part of it
  if (item.id === "bulletins" && where.area !== where.office) throw new Problem("sharing.area_whole");
  const request = { item, purpose: command.purpose, fields: Object.keys(fields), ...where, months: command.months };
  const judged = judge(catalogue, request);
  const asked: Asked = {
    item: item.id, title: item.title, means: item.means, ledger: item.means === "data" ? item.ledger : null,
    giving: item.means === "data" ? item.giving : null, steward: item.steward, basis: item.basis, edition: catalogue.edition,
    rate: item.rate, department: where.department, area: where.area, note: command.note, fields, months: command.months,
    purposeTitle: item.purposes.find(({ id }) => id === command.purpose)?.title ?? "其他", judged,
    asker: { name: present.by.name, post: present.by.post }, day: present.today,
  }; // prettier-ignore
  const drafts: Drafted[] = [{ kind: kinds.asked, body: { ...asked } }];
  return judged.grants ? [...drafts, granted(command.months, present, "", true)] : drafts;
}

/** Errors: sharing.not_yours (403) for another steward's, sharing.decided (409). */
function requireDeciding(grant: Grant, { by }: Present): void {
  if (by.post !== grant.steward) throw new Problem("sharing.not_yours", {}, 403);
  if (grant.stage !== "asked") throw conflict("sharing.decided");
}

export function grantSharing(state: SharingState, reason: string, present: Present): Drafted[] {
  const grant = getGrant(state);
  requireDeciding(grant, present);
  return [granted(grant.months, present, reason, false)];
}

export function refuseSharing(state: SharingState, reason: string, present: Present): Drafted[] {
  requireDeciding(getGrant(state), present);
  return [{ kind: kinds.refused, body: { day: present.today, reason, who: present.by.name } }];
}

/** Errors: sharing.not_in_force (409). */
function requireInForce(grant: Grant, today: Day): void {
  const standing = standingOf(grant, today);
  if (standing !== "granted") throw conflict("sharing.not_in_force", { standing });
}

/** Draws a key: `digest` is all that is kept of it. The one before opens nothing from now on. */
export function keySharing(state: SharingState, digest: string, postId: Id | null, present: Present): Drafted[] {
  requireInForce(getGrant(state), present.today);
  const key: Key = { digest, day: present.today, holder: present.by, postId };
  return [{ kind: kinds.keyed, body: { day: present.today, key, who: present.by.name } }];
}

/** By the steward, the security administrator, or the department itself, which takes back what it asked for, too. */
export function stopSharing(state: SharingState, reason: string, present: Present): Drafted[] {
  const grant = getGrant(state);
  const standing = standingOf(grant, present.today);
  const takesBack = standing === "asked" && present.by.post === "department";
  if (standing !== "granted" && !takesBack) throw conflict("sharing.not_in_force", { standing });
  return [{ kind: kinds.stopped, body: { day: present.today, reason, who: present.by.name } }];
}

/**
 * Before a key opens anything. Errors: sharing.key_unknown (401) where another key has taken its place; sharing.key_stopped,
 * sharing.key_expired, sharing.key_not_here (403).
 */
export function requireKey(state: SharingState, digest: string, operation: string, today: Day): Grant & { key: Key } {
  const { grant } = state;
  if (!grant?.key || grant.key.digest !== digest) throw new Problem("sharing.key_unknown", {}, 401);
  const standing = standingOf(grant, today);
  if (standing === "expired") throw new Problem("sharing.key_expired", { until: grant.until }, 403);
  if (standing !== "granted") throw new Problem("sharing.key_stopped", {}, 403);
  const opens = grant.means === "data" ? "data" : grant.item;
  if (opens !== operation) throw new Problem("sharing.key_not_here", {}, 403);
  return { ...grant, key: grant.key };
}
