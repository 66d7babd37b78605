/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { SalvagedCommand } from "#capabilities/sync/words.ts";
import { dayText } from "../days.ts";
import { Reading } from "../parts/Page.tsx";
import { ask } from "../server.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import { commandTitle } from "./commandTitle.ts";
import { useVaultHere } from "./vaultContext.ts";
import { text } from "../language/text.ts";

const problemsIn = ({ body }: SalvagedCommand): string[] =>
  ((body["problems"] ?? []) as readonly { readonly title?: string }[]).flatMap(({ title = "" }) => title || []);

function Card({ line, done }: { line: SalvagedCommand; done: () => void }) {
  const { me } = useSession();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const decide = async (word: "take" | "dismiss"): Promise<void> => {
    setBusy(true);
    const answer = await ask("POST", `/api/sync/salvaged/${line.id}/${word}`);
    setBusy(false);
    if (answer.kind === "ok") done();
    else setFault(answer.sentence);
  };
  const { note, day } = line.body;
  return (
    <li class="card" data-inherited={line.id}>
      <p class="name">{line.name}</p>
      <p>
        {text("inherited.line", {
          person: line.person,
          day: typeof day === "string" ? dayText(day, me.today) : "",
          what: commandTitle(line.operation, line.body),
        })}
      </p>
      {typeof note === "string" && note !== "" && <p>{note}</p>}
      {problemsIn(line).map((title) => (
        <p key={title}>{text("inherited.problem", { title })}</p>
      ))}
      {line.begun && <p class="soft">{text("inherited.begun")}</p>}
      {fault !== undefined && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {!line.begun && (
        <button type="button" class="btn main wide" disabled={busy} onClick={() => void decide("take")}>
          {text("inherited.take")}
        </button>
      )}
      <button type="button" class="btn wide" disabled={busy} onClick={() => void decide("dismiss")}>
        {text(line.begun ? "inherited.seen" : "inherited.dismiss")}
      </button>
    </li>
  );
}

/** 前任留下的: what another phone of this village still held when its work was over. */
export function Inherited() {
  const { meet } = useVaultHere();
  const lines = useLoaded<readonly SalvagedCommand[]>("/api/sync/salvaged");
  const done = (): void => {
    if (lines.state === "here") lines.again();
    meet();
  };
  return (
    <section class="stack">
      <h2>{text("inherited.title")}</h2>
      <Reading of={lines}>
        {(all) => (
          <ul class="plain-list stack">
            {all.map((line) => (
              <Card key={line.id} line={line} done={done} />
            ))}
          </ul>
        )}
      </Reading>
    </section>
  );
}
