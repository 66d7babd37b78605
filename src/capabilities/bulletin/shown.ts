import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { fieldTitles } from "#capabilities/export/index.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { valueText } from "#capabilities/registry/index.ts";
import { type Bulletin, type Facts, waitsForCheck } from "./decide.ts";
import type { ListRow } from "./store.ts";
import type { Tell } from "./telling.ts";
import { type BulletinShown, kinds, permissions, type TellShown } from "./words.ts";
import { history } from "./zh.ts";

type Where = { readonly pool: pg.Pool; readonly clock: Clock };

const isAreaFact = (key: string): boolean => factByKey.get(key)?.type === "area";

export type Places = ReadonlyMap<string, readonly string[]>;

/** Names of the places that these facts speak of. */
export const placesIn = ({ pool, clock }: Where, facts: readonly Facts[]): Promise<Places> => {
  const codes = facts.flatMap((one) =>
    Object.entries(one).flatMap(([key, value]) => (isAreaFact(key) ? [String(value)] : [])),
  );
  return areaPaths(pool, [...new Set(codes)], today(clock));
};

/** Facts in words, in the order of the catalogue. The name stands beside them. */
export function factsInWords(facts: Facts, places: Places): { key: string; label: string; text: string }[] {
  const areas = new Map([...places].map(([code, path]) => [code, path.slice(2).join("")]));
  return [...factByKey.values()].flatMap(({ key, zh }) => {
    const value = facts[key];
    return value === undefined || key === "name" ? [] : [{ key, label: zh, text: valueText(key, value, areas) }];
  });
}

const holds = (permission: keyof typeof permissions, { post }: Actor): boolean =>
  (permissions[permission] as readonly string[]).includes(post);

/** What whoever asks may do with a list as it stands. */
function mayOf(
  list: Bulletin,
  { composerId, standing }: Pick<ListRow, "composerId" | "standing">,
  actor: Actor,
): BulletinShown["may"] {
  const may = new Set<BulletinShown["may"][number]>();
  const { stage } = list;
  if (actor.post === "department") {
    if (stage === "sent" && !list.received) may.add("receive");
    if (stage === "sent") may.add("help");
    return [...may];
  }
  if (actor.area !== list.area || !holds("bulletin.check", actor)) return [];
  const own = composerId === actor.personId;
  if (stage === "composed" && own) may.add("amend").add("submit");
  if (waitsForCheck(list) && !own) may.add("check");
  if (stage === "sending" || (stage === "withdrawn" && standing)) may.add("continue");
  if (stage === "sending" || stage === "sent") may.add("withdraw");
  if (stage === "sent" && list.kind === "periodic") may.add("recall");
  if (stage === "composed" || stage === "submitted") may.add("drop");
  return [...may];
}

const stepsOf = ({ composer, day, reason, steps, kind, checkFirst }: Bulletin): BulletinShown["steps"] => [
  { title: history["bulletin.composed"] ?? "", on: day, by: composer, text: reason },
  ...steps.map(({ kind: step, day: on, by, text }) => {
    const later = step === "bulletin.checked" && kind === "urgent" && !checkFirst;
    return { title: later ? "先发后核，已复核" : (history[step] ?? step), on, by, text };
  }),
];

/** What an office says to itself before a list goes (who returned it, and why) is not the department's to read. */
const told: readonly string[] = [kinds.sent, kinds.received, kinds.withdrawn];

/**
 * The same for its department: when it came, was signed for and was taken back, with no words but those of the taking back.
 * Why an urgent one was sent is not told any more once it is withdrawn: it speaks of the child.
 */
const forDepartment = (shown: BulletinShown, { steps }: Bulletin): BulletinShown => ({
  ...shown,
  composer: "",
  checker: null,
  reason: shown.withdrawn === null ? shown.reason : "",
  steps: steps
    .filter(({ kind }) => told.includes(kind))
    .map(({ kind, day: on, by, text }) => ({
      title: history[kind] ?? kind, on, by: kind === kinds.received ? by : "", text: kind === kinds.withdrawn ? text : "",
    })),
}); // prettier-ignore

export function shownList(id: Id, list: Bulletin, row: Pick<ListRow, "helped" | "recalled" | "composerId" | "standing">, places: Places, actor: Actor): BulletinShown {
  const { kind, item, title, clause, department, area, stage, asOf, composer, day, checker, sentOn, received, reason, withdrawn, number } = list;
  const shown: BulletinShown = {
    id, kind, item, title, clause, department, area, areaName: places.get(area)?.at(-1) ?? area, stage, fields: fieldTitles(list.fields), asOf,
    composer, composedOn: day, checker, sentOn, receivedOn: received?.day ?? null, receiver: received?.who ?? null, reason,
    withdrawn, number, lines: list.lines, helped: row.helped, recalled: row.recalled, may: mayOf(list, row, actor), steps: stepsOf(list),
  };
  return actor.post === "department" ? forDepartment(shown, list) : shown;
} // prettier-ignore

export function shownTell(listId: Id, tell: Tell, places: Places): TellShown {
  const { department, kind, title, clause, to, levelTitle, day, composer, checker, fields, reason, recalled, helps } = tell;
  return {
    listId, department, kind, title, clause, areaName: places.get(to)?.at(-1) ?? to, levelTitle, on: day, composer, checker,
    fields: fieldTitles(fields), reason, recalledOn: recalled?.day ?? null, recalled: recalled?.reason ?? null, helps: helps.map(shownHelp),
  };
} // prettier-ignore

export const shownHelp = ({ kind, what, by, on, note, day, who }: Tell["helps"][number]): TellShown["helps"][number] => ({
  kind, what, by, on, note, told: day, who,
}); // prettier-ignore
