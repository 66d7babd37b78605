/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { UnregisteredShown } from "#capabilities/anomaly/words.ts";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { whoText } from "../caselist/dueWords.ts";
import { useSettled } from "../caselist/useSettled.ts";
import { text } from "../language/text.ts";
import { Field } from "../parts/Field.tsx";
import { Reading } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";

interface FileProps {
  readonly line: UnregisteredShown;
  readonly busy: boolean;
  readonly choose: (childId: string) => void;
  readonly register: () => void;
}

/** Search first: the child may have a file under another name; who has none is registered, and then chosen here. */
export function ListedFile({ line, busy, choose, register }: FileProps) {
  const { me } = useSession();
  const [typed, setTyped] = useState(line.name);
  const name = useSettled(typed.trim());
  const found = useLoaded<{ lines: CaseLine[] }>(
    `/api/caselist/children?limit=50${name === "" ? "" : `&name=${encodeURIComponent(name)}`}`,
  );
  return (
    <section class="stack" data-group="files">
      <p class="soft">{text("anomaly.listed_which")}</p>
      <Field label={text("anomaly.listed_find")} type="search" value={typed} max={40} onInput={setTyped} />
      <Reading of={found}>
        {({ lines }) => (
          <ul class="plain-list stack">
            {lines.length === 0 && <li class="note">{text("anomaly.listed_nobody")}</li>}
            {lines.map((one) => (
              <li key={one.childId}>
                <button type="button" class="btn wide" disabled={busy} onClick={() => choose(one.childId)}>
                  <span>
                    <span class="name">{one.name}</span> <span class="soft">{whoText(one, me.today)}</span>
                    <br />
                    {text("anomaly.listed_this")}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Reading>
      <button type="button" class="btn main wide" disabled={busy} onClick={register}>
        {text("anomaly.listed_register")}
      </button>
    </section>
  );
}
