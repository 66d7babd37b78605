/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { ComponentType } from "preact";
import type { secondPages } from "../second.tsx";
import { text } from "../language/text.ts";

/** Pages that the first screen does not carry: the worker of the pages keeps their file with the others. */
type SecondPages = typeof secondPages;
type Name = keyof SecondPages;

let fetched: SecondPages | undefined;

async function fetchPages(): Promise<SecondPages> {
  const second = await import("../second.tsx");
  fetched = second.secondPages;
  return fetched;
}

/** One of them, and of what; where its file cannot be had just now, that is said with a way on. */
export function Second({ page, of = "" }: { page: Name; of?: string }) {
  const [pages, setPages] = useState(fetched);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!pages && !failed) fetchPages().then(setPages, () => setFailed(true));
  }, [pages, failed]);
  const Page: ComponentType<{ of?: string }> | undefined = pages?.[page];
  if (Page) return <Page of={of} />;
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
