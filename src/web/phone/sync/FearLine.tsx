/** @jsxImportSource preact */
import { Badge } from "../parts/Badge.tsx";
import type { Fear } from "../registry/file.ts";
import { listed, text, word } from "../language/text.ts";

/** What a line of a phone's own village tells beside the ledger's. */
export interface ShownLine {
  readonly unsent?: number;
  readonly fear?: Fear | null;
}

/** What waits on this phone for a child, and what may come of it; nothing where nothing waits. */
export function FearLine({ of }: { of: ShownLine }) {
  const { unsent = 0, fear } = of;
  if (unsent === 0) return null;
  return (
    <div class="stack" data-waits={unsent}>
      {fear && (
        <p class="row">
          <Badge level={fear.level} />
          <span class="grow strong">{text("fear.found", { found: listed(fear.found.map(word)) })}</span>
        </p>
      )}
      <p class="soft">{text("fear.unsent", { n: unsent })}</p>
    </div>
  );
}
