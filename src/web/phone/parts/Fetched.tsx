/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { secondPages } from "../second.tsx";
import type { workingPages } from "../working.tsx";
import { text } from "../language/text.ts";
import { Fetched } from "./fetching.ts";

/*
 * Pages that the first screen does not carry, in two files: what a director works with is fetched as soon as the list is
 * drawn, the rest when it is asked for. The worker of the pages keeps both with the others.
 */

const working = new Fetched(async () => (await import("../working.tsx")).workingPages);
const second = new Fetched(async () => (await import("../second.tsx")).secondPages);

/** Fetches what will be wanted next; where that fails now, the page that wants it asks again. */
export const fetchWorking = (): void => void working.have().catch(() => undefined);

interface Drawing<Pages> {
  readonly of: Fetched<Pages>;
  readonly children: (pages: Pages) => ComponentChildren;
  /** A part of a page waits unseen. */
  readonly part?: boolean;
}

/** Where the file cannot be had just now, that is said with a way on; which, used in vain, loads the page anew. */
function FromFile<Pages>({ of, children, part }: Drawing<Pages>) {
  const [pages, setPages] = useState(of.here);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (pages || failed) return;
    const have = part ? of.have() : of.must(); // a part alone takes no page away
    have.then(setPages, () => setFailed(true));
  }, [of, pages, failed, part]);
  if (pages) return <>{children(pages)}</>;
  if (part) return null;
  return (
    <main class="page soft">
      {failed ? (
        <button type="button" class="btn" onClick={() => setFailed(false)}>
          {text("page.again")}
        </button>
      ) : (
        text("page.opening")
      )}
    </main>
  );
}

type Drawn<Pages> = Omit<Drawing<Pages>, "of">;
export const Working = (drawn: Drawn<typeof workingPages>) => <FromFile of={working} {...drawn} />;
export const Second = (drawn: Drawn<typeof secondPages>) => <FromFile of={second} {...drawn} />;
