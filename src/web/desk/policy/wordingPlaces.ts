import { createContext, useContext, useMemo, useState } from "react";
import type { Wordings } from "#capabilities/policy/words.ts";
import { anchorOf } from "./packPlaces.ts";

/** A clause of a document that is being read. */
export interface ClausePlace {
  readonly pack: string;
  readonly clause: string;
}

interface Marking {
  readonly wordings: Wordings | undefined;
  /** The clause that was asked for, and the items that were made of it. */
  readonly marked: ClausePlace | null;
  readonly items: ReadonlySet<string>;
  /** From a rule to its clause. */
  readonly showClause: (place: ClausePlace) => void;
  /** From a clause to its rules. */
  readonly showRules: (place: ClausePlace, items: readonly string[]) => void;
}

export const WordingContext = createContext<Marking>({
  wordings: undefined,
  marked: null,
  items: new Set(),
  showClause: () => {},
  showRules: () => {},
});

export const useMarking = (): Marking => useContext(WordingContext);

export const clauseAnchor = ({ pack, clause }: ClausePlace): string => `text-${pack}-${clause}`;

const itemsAt = (wordings: Wordings | undefined, { pack, clause }: ClausePlace): readonly string[] =>
  wordings?.documents.find((one) => one.pack === pack)?.clauses.find(({ id }) => id === clause)?.items ?? [];

function goTo(id: string): void {
  const found = document.getElementById(id);
  found?.scrollIntoView({ block: "start" });
  found?.focus({ preventScroll: true });
}

/** What is marked on both sides. `uncover`: shows every item, before one is gone to that a search has put away. */
export function useMarkings(wordings: Wordings | undefined, uncover: () => void): Marking {
  const [marked, setMarked] = useState<ClausePlace | null>(null);
  return useMemo(
    () => ({
      wordings,
      marked,
      items: new Set(marked ? itemsAt(wordings, marked) : []),
      showClause: (place) => {
        setMarked(place);
        // the document of a higher pack is shut until it is asked for
        const inside = document.getElementById(clauseAnchor(place))?.closest("details");
        if (inside) inside.open = true;
        goTo(clauseAnchor(place));
      },
      showRules: (place, [first = ""]) => {
        setMarked(place);
        if (!document.getElementById(anchorOf(first))) uncover();
        requestAnimationFrame(() => goTo(anchorOf(first)));
      },
    }),
    [wordings, marked, uncover],
  );
}
