/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import type { WaitingDeclaration } from "#capabilities/declaration/words.ts";
import { whoText } from "../caselist/dueWords.ts";
import { useSettled } from "../caselist/useSettled.ts";
import { hashOf } from "../hash.ts";
import { joined, text } from "../language/text.ts";
import { Field } from "../parts/Field.tsx";
import { Reading } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { seenHere } from "../sync/local.ts";
import { openedKeep } from "../sync/open.ts";
import { useLoaded } from "../useLoaded.ts";
import { useSending } from "../useSending.ts";

/** What tells two of one name apart. */
const aboutText = (line: CaseLine, today: string): string =>
  joined([
    whoText(line, today),
    ...(line.guardian === null ? [] : [text("declaration.guardian", { name: line.guardian })]),
  ]);

/** Search first: children of this name in the village's own list; who is none of them is registered before. */
export function ChooseFile({ one, done }: { readonly one: WaitingDeclaration; readonly done: () => void }) {
  const { me } = useSession();
  const [typed, setTyped] = useState(one.child.name);
  const name = useSettled(typed.trim());
  const path = `/api/caselist/children?limit=50${name === "" ? "" : `&name=${encodeURIComponent(name)}`}`;
  const found = useLoaded<{ lines: CaseLine[] }>(path);
  const sending = useSending(done);
  const choose = (childId: string): void => {
    const keep = openedKeep();
    const seen = keep && seenHere(keep, childId, one.who);
    sending.send("/api/declaration/confirmations", { declarationId: one.id, childId, ...(seen && { seen }) });
  };
  return (
    <section class="stack" data-group="files">
      <h3>{text("declaration.which")}</h3>
      <Field label={text("declaration.find")} type="search" value={typed} max={40} onInput={setTyped} />
      {sending.fault !== undefined && (
        <p class="fault" role="alert">
          {sending.fault}
        </p>
      )}
      <Reading of={found}>
        {({ lines }) => (
          <ul class="plain-list stack">
            {lines.length === 0 && <li class="note">{text("declaration.nobody")}</li>}
            {lines.length > 1 && <li class="note">{text("declaration.several", { n: lines.length })}</li>}
            {lines.map((line) => (
              <li key={line.childId}>
                <button type="button" class="btn wide" disabled={sending.busy} onClick={() => choose(line.childId)}>
                  <span>
                    <span class="name">{line.name}</span>
                    <br />
                    <span class="soft">{aboutText(line, me.today)}</span>
                    <br />
                    {text("declaration.this")}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Reading>
      <a class="btn wide" href={hashOf({ page: "register" })}>
        {text("declaration.register")}
      </a>
    </section>
  );
}
