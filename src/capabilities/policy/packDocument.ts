import type { FactSpec } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { PackDocument, PackHead, PackList, Section } from "./documentWords.ts";
import { contains } from "./inheritance.ts";
import { inherit } from "./inherit.ts";
import type { Writing } from "./itemOf.ts";
import { ruleSections, termSections } from "./ruleItems.ts";
import { noteWriter } from "./noteText.ts";
import type { Shelf } from "./shelf.ts";
import { workSections } from "./workItems.ts";
import type { Pack } from "./words.ts";

const headOf = ({ id, version, title, document, area, from, to }: Pack): PackDocument["chain"][number] => ({
  id, ref: `${id}@${version}`, title, document, area, from, to: to ?? null,
}); // prettier-ignore

function notesOf(chain: readonly Pack[], said: (note: unknown) => string): PackDocument["notes"] {
  return chain.flatMap(({ id, notes }) => (notes ?? []).map((note) => ({ from: id, text: said(note) })));
}

/** Where a pack of the chain asks for less than the one above it, by its own word. */
function narrowsOf(chain: readonly Pack[], sections: readonly Section[]): PackDocument["narrows"] {
  const titles = new Map(sections.flatMap(({ items }) => items.map(({ id, title }) => [id, title])));
  const above = (item: string): string | undefined => {
    const id = item.slice(item.indexOf(".") + 1);
    const all = chain.flatMap(({ categories = [], grounds = [], levels = [] }) => [...categories, ...grounds, ...levels]);
    return all.find((one) => one.id === id)?.title;
  };
  return chain.flatMap(({ id, narrows, without }) =>
    (narrows ?? []).map(({ item, why, clause }) => ({
      from: id, item, title: titles.get(item) ?? above(item) ?? "上级的一项", why, clause, gone: without?.includes(item) ?? false,
    })),
  );
} // prettier-ignore

/** A pack with what it inherits, written out to be read. chain: the pack itself first, its parent next. */
export function packDocument(chain: readonly Pack[], catalogue: readonly FactSpec[]): PackDocument {
  const whole = inherit(chain);
  const specs = new Map(catalogue.map((spec) => [spec.key, spec]));
  const telling = { factOf: (key: string) => specs.get(key), define: whole.define, lists: whole.lists };
  const writing: Writing = { whole, chain, telling };
  const sections = [...ruleSections(writing), ...workSections(writing), ...termSections(writing)].filter(
    ({ items }) => items.length > 0,
  );
  return {
    ...headOf(whole.pack),
    chain: chain.map(headOf),
    notes: notesOf(chain, noteWriter(whole, sections, catalogue)),
    narrows: narrowsOf(chain, sections),
    sections,
  };
}

/** Which pack held in an area from when to when, in order; the last period is open where its pack is. */
function periodsOf(shelf: Shelf, area: AreaCode): PackList["periods"] {
  const first = shelf.packs.filter((pack) => contains(pack.area, area)).map(({ from }) => from).toSorted()[0]; // prettier-ignore
  if (first === undefined) return [];
  const turns = [first, ...shelf.turnsAfter(area, first)];
  const periods: PackList["periods"] = [];
  for (const from of turns) {
    const policy = shelf.policyFor(area, from);
    const last = periods.at(-1);
    if (last?.id === (policy?.id ?? null)) continue;
    if (last) last.to = from;
    periods.push({ from, to: null, id: policy?.id ?? null, title: policy?.title ?? "没有施行的政策" });
  }
  return periods;
}

/** The packs that concern an area: those that hold there, and those of areas within it. */
export function packList(shelf: Shelf, area: AreaCode, day: Day): PackList {
  const concerns = (pack: Pack): boolean => contains(pack.area, area) || contains(area, pack.area);
  const packs = shelf.packs.filter(concerns).map((pack): PackHead => ({
    ...headOf(pack),
    extends: pack.extends ?? null,
    inEffect: pack.from <= day && (!pack.to || day < pack.to),
  }));
  const depth = ({ area: code }: PackHead): number => (code === "0" ? 0 : code.length);
  return {
    own: shelf.policyFor(area, day)?.id ?? null,
    packs: packs.toSorted((a, b) => depth(a) - depth(b) || a.area.localeCompare(b.area) || (a.from < b.from ? -1 : 1)),
    periods: periodsOf(shelf, area),
  };
}
