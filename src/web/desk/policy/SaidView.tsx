import { createContext, useContext } from "react";
import type { Said } from "#capabilities/policy/words.ts";
import { packLink } from "./packPlaces.ts";
import { ClauseLink } from "./Wording.tsx";

interface Terms {
  readonly pack: string;
  readonly said: ReadonlyMap<string, Said>;
}

/** The named conditions of the pack that is being read: what a sentence that names one can be opened into. */
export const TermsContext = createContext<Terms>({ pack: "", said: new Map() });

/** A pack whose conditions name each other in a ring has a fault and is not shown; deeper than this nobody reads on. */
const DEEPEST = 12;

function Named({ said, depth }: { readonly said: Said; readonly depth: number }) {
  const { pack, said: terms } = useContext(TermsContext);
  const meaning = said.use === undefined || depth > DEEPEST ? undefined : terms.get(said.use);
  if (!meaning) return <>{said.text}</>;
  return (
    <details className="term">
      <summary>{said.text}</summary>
      <div className="term-body">
        <SaidView said={meaning} depth={depth + 1} />
        <a href={packLink(pack, `define.${said.use ?? ""}`)}>看这个术语的条款</a>
      </div>
    </details>
  );
}

/** A condition in words; a named one opens into its own words where it stands. */
export function SaidView({ said, depth = 0 }: { readonly said: Said; readonly depth?: number }) {
  return (
    <div className="said-rule">
      <Named said={said} depth={depth} />
      {said.clause && <ClauseLink clause={said.clause} />}
      {said.parts && (
        <ul>
          {said.parts.map((part, i) => (
            // eslint-disable-next-line react/no-array-index-key -- a rule's parts never change their order
            <li key={i}>
              <SaidView said={part} depth={depth} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
