import type { Item, Part, Said } from "./documentWords.ts";
import type { Telling } from "./conditionWords.ts";
import { tellCondition } from "./conditionWords.ts";
import type { Whole } from "./inherit.ts";
import type { Pack } from "./words.ts";

/** A pack that is being written out: everything that holds, and by which pack of the chain. */
export interface Writing {
  readonly whole: Whole;
  /** The pack itself first, then what it inherits from. */
  readonly chain: readonly Pack[];
  readonly telling: Telling;
}

interface Stated {
  readonly title: string;
  readonly clause?: string | undefined;
  readonly source?: "local" | "draft" | undefined;
}

type Rules = readonly { readonly label: string | null; readonly said: Said }[];
interface Beside {
  readonly lines?: readonly string[];
  readonly rules?: Rules;
}

/** A part of an item: a kind of a category, a row of a table. */
export const partOf = ({ title, clause, source }: Stated, { lines = [], rules = [] }: Beside = {}): Part => ({
  title,
  clause: clause || null,
  source: source ?? null,
  lines: [...lines],
  rules: [...rules],
});

/** Where an item stands in its pack: `categories.left_behind`. */
interface Place {
  readonly section: string;
  readonly id: string;
  /** Whether a pack of the chain says it itself. */
  readonly by: (pack: Pack) => boolean;
}

/** The item with who says it, whose place it takes, and where it asks for less on purpose. */
export function itemOf(
  writing: Writing,
  { section, id, by }: Place,
  stated: Stated,
  beside: Beside & { readonly text?: string | undefined; readonly parts?: readonly Part[] } = {},
): Item {
  const name = `${section}.${id}`;
  const [own, above] = writing.chain.filter(by);
  const narrows = own?.narrows?.find(({ item }) => item === name);
  return {
    ...partOf(stated, beside),
    id: name,
    text: beside.text ?? null,
    from: own?.id ?? null,
    replaces: above?.id ?? null,
    narrows: narrows ? { why: narrows.why, clause: narrows.clause } : null,
    parts: [...(beside.parts ?? [])],
  };
}

/** Of a section whose items have ids, the item's place. */
export const placeIn =
  (section: keyof Pack) =>
  (id: string): Place => ({
    section,
    id,
    by: (pack) => {
      const items: unknown = pack[section];
      return Array.isArray(items) && items.some((item: { readonly id?: unknown }) => item.id === id);
    },
  });

/** A rule beside its label, where the pack has one. */
export const ruleOf = (writing: Writing, label: string | null, condition: unknown): Rules =>
  condition === undefined ? [] : [{ label, said: tellCondition(condition, writing.telling) }];
