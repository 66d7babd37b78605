import { type Faults, shown } from "#engines/rules/fault.ts";
import type { Places } from "#engines/rules/place.ts";
import { isPlain } from "#engines/rules/reading.ts";
import { isDay } from "#kernel/day.ts";
import { evidenceKinds } from "#kernel/evidence.ts";
import type { Whole } from "./inherit.ts";
import { factsBehind } from "./reads.ts";
import type { Pack, Row } from "./words.ts";
import type { Situation } from "./situations.ts";

const sections = [
  "categories",
  "levels",
  "grounds",
  "deadlines",
  "returns",
  "bulletins",
  "transitions",
  "registers",
  "comparisons",
  "referrals",
  "recognitions",
  "situations",
  "concern_limits",
  "reporters",
  "hotlines",
] as const;

/** What a pack says of itself must fit together: ids once, and every name that it uses must exist. `facts`: their keys. */
export function checkConsistency(whole: Whole, facts: ReadonlySet<string>, places: Places, faults: Faults): void {
  const { pack } = whole;
  for (const section of sections) idsOnce(pack[section] ?? [], section, places, faults);
  for (const category of pack.categories ?? [])
    idsOnce(category.kinds ?? [], `categories.${category.id}`, places, faults);
  if (pack.to && pack.to <= pack.from)
    faults.add("bad_period", places.at(pack, "to"), { from: pack.from, to: pack.to });
  checkLevels(whole, places, faults);
  checkReturns(whole, places, faults);
  checkDeadlines(pack, places, faults);
  checkColumns(pack, facts, places, faults);
  checkComparisons(pack, facts, places, faults);
  checkReferrals(pack, places, faults);
  checkConference(pack, places, faults);
  checkEvidence(pack, places, faults);
  checkBulletins(whole, facts, places, faults);
  for (const one of pack.situations ?? []) checkSituation(one, facts, places, faults);
  checkEntrustment(whole, facts, places, faults);
}

/** Whoever needs an agreement is a category of this policy; what casts doubt on a carer is a fact of the file. */
function checkEntrustment(
  { pack, categories }: Whole,
  facts: ReadonlySet<string>,
  places: Places,
  faults: Faults,
): void {
  const own = pack.entrustment;
  if (!own) return;
  for (const id of own.for ?? [])
    if (!categories.some((one) => one.id === id))
      faults.add("unknown_item", places.at(own, "for"), { item: `categories.${id}` });
  for (const one of own.doubts ?? [])
    if (!facts.has(one.fact)) faults.add("unknown_fact", places.at(one, "fact"), { fact: one.fact });
  idsOnce(own.signers ?? [], "entrustment.signers", places, faults);
  idsOnce(own.questions ?? [], "entrustment.questions", places, faults);
  idsOnce(own.undertakings ?? [], "entrustment.undertakings", places, faults);
  idsOnce(own.doubts ?? [], "entrustment.doubts", places, faults);
}

/** What goes to another department goes for a purpose, which says what may leave; civil affairs reads its own files. */
function checkReferrals(pack: Pack, places: Places, faults: Faults): void {
  for (const item of pack.referrals ?? []) {
    if ((item.department === "civil_affairs") !== (item.purpose === undefined))
      faults.add("unknown_item", places.at(item, "purpose"), { item: `referrals.${item.id}.purpose` });
  }
}

/** The same of who is invited to a conference. */
function checkConference({ conference }: Pack, places: Places, faults: Faults): void {
  const invited = conference?.invited ?? [];
  idsOnce(invited, "conference.invited", places, faults);
  for (const one of invited) {
    if ((one.id === "civil_affairs") !== (one.purpose === undefined))
      faults.add("unknown_item", places.at(one, "purpose"), { item: `conference.invited.${one.id}.purpose` });
  }
}

/** Nobody demands a photo or a place on their own word (国办函〔2026〕12号). */
function checkEvidence({ evidence }: Pack, places: Places, faults: Faults): void {
  for (const kind of evidenceKinds) {
    const own = evidence?.[kind];
    if (own?.ask === "required" && own.source !== undefined)
      faults.add("unfounded", places.at(own, "ask"), { item: `evidence.${kind}` });
  }
}

/** A list names levels of this policy, and facts of the file that are there. */
function checkBulletins({ pack, levels }: Whole, facts: ReadonlySet<string>, places: Places, faults: Faults): void {
  for (const item of pack.bulletins ?? []) {
    for (const id of item.levels)
      if (!levels.some((level) => level.id === id))
        faults.add("unknown_item", places.at(item, "levels"), { item: `levels.${id}` });
    for (const fact of item.to.flatMap(({ fields }) => fields))
      if (!facts.has(fact)) faults.add("unknown_fact", places.at(item, "to"), { fact });
  }
} // prettier-ignore

function checkSituation({ facts = [] }: Situation, known: ReadonlySet<string>, places: Places, faults: Faults): void {
  for (const [n, fact] of facts.entries())
    if (!known.has(fact)) faults.add("unknown_fact", places.at(facts, n), { fact });
}

function idsOnce(items: readonly { readonly id: string }[], section: string, places: Places, faults: Faults): void {
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(item.id)) faults.add("overlap", places.at(item), { item: `${section}.${item.id}` });
    seen.add(item.id);
  }
}

function checkLevels(whole: Whole, places: Places, faults: Faults): void {
  const levels = new Set(whole.levels.map((level) => level.id));
  for (const ground of whole.grounds) {
    if (!levels.has(ground.level))
      faults.add("unknown_item", places.at(ground, "level"), { item: `levels.${ground.level}` });
  }
  const [, second] = whole.levels.filter((level) => level.default);
  if (second) faults.add("two_defaults", places.at(second, "default"), { item: `levels.${second.id}` });
}

function checkReturns(whole: Whole, places: Places, faults: Faults): void {
  const known = {
    grounds: new Set(whole.grounds.map((ground) => ground.id)),
    categories: new Set(whole.categories.map((category) => category.id)),
    kinds: new Set(
      whole.categories.flatMap((category) => (category.kinds ?? []).map((kind) => `${category.id}.${kind.id}`)),
    ),
  };
  const levels = new Set(whole.levels.map((level) => level.id));
  for (const block of whole.pack.returns?.flatMap((table) => table.blocks ?? []) ?? []) {
    if (block.level !== undefined && !levels.has(block.level))
      faults.add("unknown_item", places.at(block, "level"), { item: `levels.${block.level}` });
    idsOnce(block.rows, "rows", places, faults);
    for (const row of block.rows) checkRow(row, known, places, faults);
  }
}

function checkRow(
  row: Row,
  known: Readonly<Record<"grounds" | "categories" | "kinds", ReadonlySet<string>>>,
  places: Places,
  faults: Faults,
): void {
  for (const section of ["grounds", "categories", "kinds"] as const) {
    for (const id of row[section] ?? []) {
      if (!known[section].has(id)) faults.add("unknown_item", places.at(row, section), { item: `${section}.${id}` });
    }
  }
  if (!row.grounds && !row.categories && !row.kinds && !row.rest)
    faults.add("empty_row", places.at(row), { item: `rows.${row.id}` });
}

/** A register whose column names no fact would be refused only on the day when it is due. */
function checkColumns(pack: Pack, facts: ReadonlySet<string>, places: Places, faults: Faults): void {
  for (const { columns } of pack.registers ?? []) {
    for (const column of Array.isArray(columns) ? columns.filter(isPlain) : []) {
      const { fact } = column;
      if (fact !== undefined && !(typeof fact === "string" && facts.has(fact)))
        faults.add("unknown_fact", places.at(column, "fact"), { fact: shown(fact) });
    }
  }
}

/** A parents' list says the same of whichever parent it is about. */
const parentFacts = ({ of }: Pick<Whole["comparisons"][number], "of">, key: string): string[] =>
  of === "parents" && key.startsWith("parent.") ? ["father", "mother"].map((who) => who + key.slice(6)) : [key];

/** What a list's columns are called is the catalogue's word; what it compares it has a column for, or says by itself. */
function checkComparisons(pack: Pack, facts: ReadonlySet<string>, places: Places, faults: Faults): void {
  for (const item of pack.comparisons ?? []) {
    const said = Object.keys(item.says ?? {});
    const given = [...(item.missing ? Object.keys(item.missing.facts ?? {}) : []), ...said];
    // who is on a parents' list and has no child in the ledger is none of our business
    if (item.of === "parents" && (item.missing ?? item.surplus ?? item.unregistered))
      faults.add("unknown_fact", places.at(item, "of"), { fact: "missing, surplus, unregistered" });
    for (const fact of [...item.columns, ...given].flatMap((key) => parentFacts(item, key))) {
      if (!facts.has(fact) && fact !== "village") faults.add("unknown_fact", places.at(item, "columns"), { fact });
    }
    for (const fact of item.compare ?? []) {
      if (!item.columns.includes(fact) && !said.includes(fact))
        faults.add("unknown_fact", places.at(item, "compare"), { fact });
    }
  }
}

/**
 * A list and what does not agree with it are seen by a department, a village and a township: a finding that stands on what
 * is sealed, or a column that says it, would tell.
 */
export function checkUnsealed({ bulletins, comparisons, referrals, define }: Whole, sealed: ReadonlySet<string>, places: Places, faults: Faults): void {
  for (const item of referrals) {
    for (const fact of item.when === undefined ? [] : factsBehind(item.when, define, sealed)) {
      if (sealed.has(fact)) faults.add("sealed_fact", places.at(item), { fact, item: `referrals.${item.id}` });
    }
  }
  for (const item of bulletins) {
    for (const fact of item.to.flatMap(({ fields }) => fields))
      if (sealed.has(fact)) faults.add("sealed_fact", places.at(item), { fact, item: `bulletins.${item.id}` });
  }
  for (const item of comparisons) {
    const { missing, surplus, unregistered, columns, compare = [], says = {} } = item;
    const judged = [missing, surplus, unregistered].filter((one) => one !== undefined);
    const taken = [missing, surplus].flatMap((one) => Object.keys(one?.facts ?? {}));
    const asked = judged.flatMap(({ when }) => [...factsBehind(when, define, sealed)]);
    const told = [...columns, ...compare, ...Object.keys(says), ...taken, ...asked];
    for (const fact of new Set(told.flatMap((key) => parentFacts(item, key)))) {
      if (sealed.has(fact)) faults.add("sealed_fact", places.at(item), { fact, item: `comparisons.${item.id}` });
    }
  }
} // prettier-ignore

/** A yearly day must exist in a leap year at least. */
function checkDeadlines(pack: Pack, places: Places, faults: Faults): void {
  for (const deadline of pack.deadlines ?? []) {
    const day = deadline.on.replace("every ", "2024-");
    if (!isDay(day))
      faults.add("shape", places.at(deadline, "on"), { item: `deadlines[${deadline.id}].on`, given: deadline.on });
  }
}
