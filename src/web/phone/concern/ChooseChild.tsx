/** @jsxImportSource preact */
import { text } from "../language/text.ts";
import { useState } from "preact/hooks";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { whoText } from "../caselist/dueWords.ts";
import { useSettled } from "../caselist/useSettled.ts";
import { hashOf } from "../hash.ts";
import { Field } from "../parts/Field.tsx";
import { Reading } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";

/** Who is in danger: a child of the ledger, or one that nobody here knows. */
export function ChooseChild() {
  const { me } = useSession();
  const [typed, setTyped] = useState("");
  const name = useSettled(typed.trim());
  const path = `/api/caselist/children?limit=50${name === "" ? "" : `&name=${encodeURIComponent(name)}`}`;
  const page = useLoaded<{ lines: CaseLine[] }>(path);
  return (
    <section class="stack" data-group="who">
      <h2>{text("concern.who")}</h2>
      <a class="btn wide strong" href={hashOf({ page: "report", childId: "new" })}>
        {text("concern.stranger")}
      </a>
      <Field label={text("concern.find")} type="search" value={typed} max={40} onInput={setTyped} />
      <Reading of={page}>
        {({ lines }) => (
          <ul class="plain-list stack">
            {lines.map((line) => (
              <li key={line.childId}>
                <a class="btn wide" href={hashOf({ page: "report", childId: line.childId })}>
                  <span class="name">{line.name}</span>
                  <span class="soft">{whoText(line, me.today)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </Reading>
    </section>
  );
}
