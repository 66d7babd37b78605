import type { Faults } from "#engines/rules/fault.ts";
import { evidenceKinds } from "#kernel/evidence.ts";
import { meanDays, readLength } from "#kernel/length.ts";
import type { Condition } from "#engines/rules/condition.ts";
import type { Decision } from "./decision.ts";
import { decided } from "./examples.ts";
import type { Bench, Judged } from "./judged.ts";
import type { Level, Rhythm } from "./words.ts";

/** Names a place where the lower pack falls below the higher one, unless `narrows` declares it. */
type Lower = (item: string, how: string, at: object | null, detail?: string) => void;

/**
 * Finds where a pack falls below its parent (docs/policy-language.md, The floor). A lower area may add and tighten; what
 * it takes away it must declare with its clause and reason.
 */
export function checkFloor(own: Judged, parent: Judged, bench: Bench, faults: Faults): void {
  const declared = new Set((own.pack.narrows ?? []).map((narrowing) => narrowing.item));
  const lower: Lower = (item, how, at, detail = "") => {
    if (declared.has(item)) return;
    const place = at ? bench.places.at(at) : placeOfAbsence(own, item, bench);
    faults.add("below_parent", place, {
      item,
      title: titleIn(parent, item),
      how,
      parent: parent.policy.document,
      detail,
    });
  };
  compareCategories(own, parent, lower);
  compareLevels(own, parent, lower);
  compareGrounds(own, parent, lower);
  compareEvidence(own, parent, lower);
  compareExamples(own, parent, bench, lower);
}

/** What the higher pack calls an item: `levels.yellow`. */
function titleIn({ whole }: Judged, item: string): string {
  const [section = "", ...id] = item.split(".");
  const items: Readonly<Record<string, readonly { readonly id: string; readonly title: string }[]>> = {
    categories: whole.categories,
    levels: whole.levels,
    grounds: whole.grounds,
  };
  return items[section]?.find((one) => one.id === id.join("."))?.title ?? "";
}

/** What is not there has no line: the line that takes it away, else the one that names the parent. */
function placeOfAbsence(own: Judged, item: string, bench: Bench) {
  const { pack } = own;
  const at = pack.without?.indexOf(item) ?? -1;
  return at >= 0 ? bench.places.at(pack.without, at) : bench.places.at(pack, pack.extends ? "extends" : "id");
}

function compareCategories(own: Judged, parent: Judged, lower: Lower): void {
  for (const rule of parent.policy.rules.categories) {
    const { id } = rule.category;
    const mine = own.policy.rules.categories.find((other) => other.category.id === id);
    if (!mine) {
      lower(`categories.${id}`, "gone", null);
      continue;
    }
    for (const kind of rule.kinds) {
      if (!mine.kinds.some((other) => other.name === kind.name))
        lower(`categories.${id}`, "kind_gone", mine.category, kind.name);
    }
    const [theirs, ours] = [ageLine(rule.condition), ageLine(mine.condition)];
    if (ours < theirs)
      lower(`categories.${id}`, "age_lowered", mine.category, `${theirs === Infinity ? "-" : theirs} → ${ours}`);
  }
}

/** The highest age below which a condition may hold; Infinity where it sets none. What is denied sets no line. */
function ageLine(condition: Condition): number {
  const found: number[] = [];
  const seen = new Set<Condition>();
  const walk = (part: Condition): void => {
    if (part.negates || seen.has(part)) return;
    seen.add(part);
    if (part.age?.fact === "birthDate" && part.age.under !== undefined) found.push(part.age.under);
    part.parts.forEach(walk);
  };
  walk(condition);
  return found.length === 0 ? Infinity : Math.max(...found);
}

function compareLevels(own: Judged, parent: Judged, lower: Lower): void {
  for (const level of parent.whole.levels) {
    const mine = own.whole.levels.find((other) => other.id === level.id);
    if (!mine) {
      lower(`levels.${level.id}`, "gone", null);
      continue;
    }
    for (const rhythm of level.rhythms) {
      if (!mine.rhythms.some((other) => asOften(other, rhythm)))
        lower(`levels.${level.id}`, "visit_rarer", mine, `${rhythm.kind} ${rhythm.every}`);
    }
  }
}

const days = (rhythm: Rhythm): number => {
  const length = readLength(rhythm.every);
  return length ? meanDays(length) : Infinity;
};

/** A home visit is also a contact; at once (0 days) is another duty than a rhythm. */
function asOften(mine: Rhythm, theirs: Rhythm): boolean {
  const serves = mine.kind === theirs.kind || (theirs.kind === "contact" && mine.kind === "home_visit");
  if (days(theirs) === 0 || days(mine) === 0) return serves && days(mine) === days(theirs);
  return serves && days(mine) <= days(theirs) + 0.5;
}

function compareGrounds(own: Judged, parent: Judged, lower: Lower): void {
  const rank = (id: string, levels: readonly Level[]): number => levels.findIndex((level) => level.id === id);
  for (const ground of parent.whole.grounds) {
    const mine = own.whole.grounds.find((other) => other.id === ground.id);
    if (!mine) {
      lower(`grounds.${ground.id}`, "gone", null);
      continue;
    }
    const [theirs, ours] = [rank(ground.level, own.whole.levels), rank(mine.level, own.whole.levels)];
    if (theirs >= 0 && ours > theirs)
      lower(`grounds.${ground.id}`, "level_lowered", mine, `${ground.level} → ${mine.level}`);
    if (ground.suspected !== undefined && mine.suspected === undefined)
      lower(`grounds.${ground.id}`, "suspected_gone", mine);
  }
}

/** What the higher area asks for or does not want at all is not the lower area's to change. */
function compareEvidence(own: Judged, parent: Judged, lower: Lower): void {
  for (const kind of evidenceKinds) {
    const [theirs, mine] = [parent.whole.evidence[kind], own.whole.evidence[kind]];
    if (theirs.ask !== "optional" && mine.ask !== theirs.ask)
      lower(`evidence.${kind}`, theirs.ask === "off" ? "evidence_back" : "evidence_dropped", mine);
  }
}

/**
 * An example of the parent that it answers yes must be answered yes here: a child whom the higher area serves on these
 * facts must not wait for one that only the lower area asks for.
 */
function compareExamples(own: Judged, parent: Judged, bench: Bench, lower: Lower): void {
  for (const example of parent.examples) {
    const ignore = (): void => undefined;
    const [theirs, ours] = [
      decided(parent.policy, example, bench, ignore),
      decided(own.policy, example, bench, ignore),
    ];
    if (!theirs || !ours) continue;
    for (const category of theirs.categories) {
      const mine = ours.categories.find((other) => other.id === category.id);
      if (category.answer === "yes" && mine && mine.answer !== "yes")
        lower(`categories.${category.id}`, fallen(mine.answer), itemOf(own, "categories", category.id), example.name);
    }
    for (const id of heldNot(theirs, ours)) {
      const mine = itemOf(own, "grounds", id);
      if (mine) lower(`grounds.${id}`, "example", mine, example.name);
    }
  }
}

const fallen = (answer: "no" | "unknown"): string => (answer === "no" ? "example" : "example_unknown");

const itemOf = (own: Judged, section: "categories" | "grounds", id: string): object | null =>
  own.whole[section].find((item) => item.id === id) ?? null;

const heldNot = (theirs: Decision, ours: Decision): string[] =>
  theirs.grade.grounds.map((ground) => ground.id).filter((id) => !ours.grade.grounds.some((other) => other.id === id));
