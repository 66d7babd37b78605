/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { PASSED_ON } from "#engines/outbox/outbox.ts";
import { CallPolice } from "../concern/CallPolice.tsx";
import { agoText } from "../days.ts";
import { hashOf } from "../hash.ts";
import { joined, refusal as refusalText, text } from "../language/text.ts";
import { carriable, refusedRegistration } from "./carried.ts";
import { commandTitle } from "./commandTitle.ts";
import type { Keep } from "./keep.ts";
import { dayDone, isConcern, type Kept } from "./kept.ts";
import { useVaultHere } from "./vaultContext.ts";
import { placeOf, Written } from "./Written.tsx";

/* One thing that the server has not confirmed: what it is, what becomes of it, and what a person can do about it. */

interface CardProps {
  readonly keep: Keep;
  readonly command: Kept;
}

function GiveUp({ onSure }: { onSure: () => void }) {
  const [asked, setAsked] = useState(false);
  return asked ? (
    <>
      <p class="late">{text("unsent.give_up_hint")}</p>
      <button type="button" class="btn" onClick={onSure}>
        {text("unsent.give_up_sure")}
      </button>
      <button type="button" class="btn" onClick={() => setAsked(false)}>
        {text("unsent.give_up_not")}
      </button>
    </>
  ) : (
    <button type="button" class="btn quiet" onClick={() => setAsked(true)}>
      {text("unsent.give_up")}
    </button>
  );
}

/** What may be taken back before it is sent; a signature belongs to what was signed. */
const isPicture = ({ operation, body }: Kept["content"]): boolean =>
  operation === "concern.attach" || (operation === "attachment.add" && body["kind"] === "photo");

const nameIn = (keep: Keep, childId: string): string | undefined => {
  const name = keep.files.get(childId)?.state.registry.facts["name"]?.value;
  return typeof name === "string" ? name : undefined;
};

/** The files that it may belong to: the one that the server named, else those of the village under the same name. */
function targetsOf(keep: Keep, { refusal, content }: Kept): readonly string[] {
  if (keep.files.has(content.childId)) return []; // of a child with a file of its own nothing goes into another one's
  if (refusal?.childId !== undefined) return [refusal.childId];
  if (refusal?.code !== "outbox.needs_gone") return [];
  return [...keep.files.keys()].filter((id) => nameIn(keep, id) === content.name);
}

/** The child has a file: the way there, and what was written here goes into it. */
function Carry({ keep, command }: CardProps) {
  const { meet } = useVaultHere();
  const { childId } = command.content;
  const n = carriable(keep.commands, childId).length;
  const carry = async (to: string, name: string): Promise<void> => {
    await keep.carry(childId, { childId: to, name });
    meet();
  };
  return (
    <>
      {targetsOf(keep, command).map((to) => {
        const name = nameIn(keep, to) ?? command.content.name;
        return (
          <div key={to} class="stack" data-carry={to}>
            <a class="btn wide" href={hashOf({ page: "file", childId: to })}>
              {text("unsent.existing", { name })}
            </a>
            <button type="button" class="btn main wide" onClick={() => void carry(to, name)}>
              {n > 0 ? text("unsent.carry", { n, name }) : text("unsent.use_existing", { name })}
            </button>
          </div>
        );
      })}
    </>
  );
}

/** A refusal that no second sending changes: the child has a file. */
const isFinal = (keep: Keep, { refusal, content }: Kept): boolean =>
  refusal?.childId !== undefined && !keep.files.has(content.childId);

/** The child lives in another village by now, whose director has it: there is nothing to send, and nothing to lose. */
function PassedOn({ keep, command: { id, refusal } }: CardProps) {
  return (
    <>
      <p class="note good">{refusal && refusalText(refusal.code, refusal.sentence)}</p>
      <button type="button" class="btn wide" onClick={() => void keep.decide(id, "never")}>
        {text("declaration.seen")}
      </button>
    </>
  );
}

function Refused({ keep, command }: CardProps) {
  const { meet } = useVaultHere();
  const { refusal, id } = command;
  const own = refusal && refusalText(refusal.code, refusal.sentence);
  const again = async (): Promise<void> => {
    await keep.decide(id, "again");
    meet();
  };
  return (
    <>
      <p class="fault">{text("unsent.refused", { why: own || text("unsent.refused_before") })}</p>
      <Carry keep={keep} command={command} />
      {!isFinal(keep, command) && (
        <button type="button" class="btn wide" onClick={() => void again()}>
          {text("visit.again")}
        </button>
      )}
      <GiveUp onSure={() => void keep.decide(id, "never")} />
    </>
  );
}

const waitText = (keep: Keep, { content }: Kept): string => {
  if (!isConcern(content) && refusedRegistration(keep.commands, content.childId)) return text("unsent.held");
  return text(content.file && !isConcern(content) ? "unsent.waits_behind" : "unsent.waits");
};

export function CommandCard({ keep, command }: CardProps) {
  const { content, state, id } = command;
  const note = content.body["note"];
  const place = placeOf(keep, content);
  const isTold = !isConcern(content);
  const isStuck = state === "refused" || refusedRegistration(keep.commands, content.childId) !== undefined;
  const name = isTold ? content.name : text("concern.unsent_line");
  return (
    <li class="card" data-command={state}>
      {place ? (
        <a class={isTold ? "name" : "name late"} href={hashOf(place)}>
          {name}
        </a>
      ) : (
        <p class="name">{name}</p>
      )}
      <p>
        {joined([
          commandTitle(content.operation, content.body),
          agoText(dayDone(content, keep.village?.ahead ?? 0), keep.today()),
        ])}
      </p>
      {typeof note === "string" && note !== "" && isTold && <p class="soft">{note}</p>}
      {isStuck && isTold && <Written {...command} />}
      {!isTold && <CallPolice />}
      {state === "refused" &&
        (command.refusal?.code === PASSED_ON ? (
          <PassedOn keep={keep} command={command} />
        ) : (
          <Refused keep={keep} command={command} />
        ))}
      {state === "queued" && <p class="soft">{waitText(keep, command)}</p>}
      {state === "queued" && isPicture(content) && <GiveUp onSure={() => void keep.decide(id, "back")} />}
    </li>
  );
}
