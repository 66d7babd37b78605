/** Choices of a list, each with how many it holds where somebody has counted them. */
export const countedOptions = <Word extends string>(
  shows: Readonly<Record<Word, { readonly label: string }>>,
  totalOf: (word: Word) => number | undefined,
): { value: Word; label: string }[] =>
  (Object.keys(shows) as Word[]).map((value) => ({
    value,
    label: `${shows[value].label} ${totalOf(value) ?? ""}`.trim(),
  }));
