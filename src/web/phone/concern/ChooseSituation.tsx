/** @jsxImportSource preact */
import { text } from "../language/text.ts";
import { useEffect, useState } from "preact/hooks";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { type Situation, useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import { useSending } from "../useSending.ts";
import { answersOf } from "../visit/begun.ts";
import { likelyFirst } from "./found.ts";

interface SituationProps {
  /** Of the ledger, or none. */
  readonly childId: string | undefined;
  /** Opened out of a visit: what was found there comes first. */
  readonly visited: boolean;
  readonly reported: (id: string) => void;
}

/** A list of before there were any in the policy: a report goes all the same. */
const unsaid = (): Situation[] => [
  { id: "", title: text("concern.danger"), text: text("concern.say_later"), clause: "" },
];

/** One tap reports: in the phone's outbox, before anything else is asked. */
export function ChooseSituation({ childId, visited, reported }: SituationProps) {
  const { me, policy } = useSession();
  const [situations] = useState(() =>
    likelyFirst(policy.situations ?? unsaid(), visited && childId ? answersOf(me.personId, childId) : {}),
  );
  const sending = useSending((receipt) => reported(receipt.id ?? receipt.childId));
  const line = useLoaded<{ lines: CaseLine[] }>("/api/caselist/children?limit=200");
  const name = (line.state === "here" && line.value.lines.find((one) => one.childId === childId)?.name) || "";
  const report = (situation: string): void =>
    sending.send("/api/concern/reports", { ...(childId && { childId }), name, situation });
  useEffect(() => scrollTo(0, 0), []);
  return (
    <section class="stack" data-group="situations">
      <h2>{name === "" ? text("concern.what") : text("concern.what_to", { name })}</h2>
      <p class="soft">{text("concern.suspicion")}</p>
      {sending.fault !== undefined && (
        <p class="fault" role="alert">
          {sending.fault}
        </p>
      )}
      {situations.map(({ id, title, text: words, clause }) => (
        <button
          key={id}
          type="button"
          class="btn wide situation"
          disabled={sending.busy}
          title={clause}
          onClick={() => report(id)}
        >
          {title}
          <span>{words}</span>
        </button>
      ))}
    </section>
  );
}
