import type { Book } from "./book.ts";
import { type FieldType, fieldTypes, type Kind, kinds } from "./kinds.ts";
import { textAt } from "./texts.ts";
import { BLOOM_WORDS, dice, hasBloom, tokenReader } from "./token.ts";

/** How alike two filters must be for each level; the levels are those of plain text. */
const borders: Readonly<Partial<Record<FieldType, readonly [near: number, alike: number]>>> = {
  "name.latin": [0.8, 0.6],
  text: [0.8, 0.55],
  code: [0.66, 0.5],
};

function compareFilters(type: FieldType): Kind["compare"] {
  const [near, alike] = borders[type] ?? [1, 1];
  const different = kinds[type].levels.length - 1;
  return ({ features, reader }: Book, a: number, b: number): number => {
    if (a === b) return 1;
    const [from, to] = [a * reader.stride, b * reader.stride];
    if (features[from] === features[to]) return 1;
    const filters = reader.stride - BLOOM_WORDS;
    const likeness = dice(features, from + filters, to + filters);
    if (likeness >= near) return 2;
    if (type === "name.latin" && features[from + textAt.sound] === features[to + textAt.sound]) return 3;
    return likeness >= alike ? different - 1 : different;
  };
}

/** The kinds for what departments handed over as digests: other readers, the same levels. */
export const tokenKinds = Object.fromEntries(
  fieldTypes.map((type): [FieldType, Kind] => {
    const kind = kinds[type];
    const reader = tokenReader(type, kind.reader);
    return [type, { ...kind, reader, compare: hasBloom(type) ? compareFilters(type) : kind.compare }];
  }),
) as Readonly<Record<FieldType, Kind>>;
