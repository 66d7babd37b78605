/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { Choice } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import { useSession } from "../session.ts";
import { useBegun, useDraft } from "../useDraft.ts";
import { useSending } from "../useSending.ts";
import { type ChildFile, levelNow } from "./file.ts";
import { text } from "../language/text.ts";

/** Where the facts cannot say it, a person can: the township's panel decides (粤民发〔2024〕32号 三). */
export function ProposalCard({ file, proposed }: { file: ChildFile; proposed: () => void }) {
  const { policy } = useSession();
  const draft = `proposal.${file.childId}`;
  const [open, setOpen] = useState(useBegun(draft));
  const { held, put, drop } = useDraft(draft, { level: "", reason: "" });
  const { level, reason } = held;
  const sending = useSending(() => {
    drop();
    proposed();
  });
  const { proposal } = file.standing;
  const title = (id: string): string => policy.levels.find((one) => one.id === id)?.title ?? "";
  if (proposal) {
    return (
      <section class="card">
        <h2>{text("proposal.sent")}</h2>
        <p>{text("join.pair", { left: title(proposal.level), right: proposal.reason })}</p>
        <p class="soft">{text("proposal.waits")}</p>
      </section>
    );
  }
  if (!open) {
    return (
      <button type="button" class="btn wide" onClick={() => setOpen(true)}>
        {text("proposal.open")}
      </button>
    );
  }
  const send = (event: Event): void => {
    event.preventDefault();
    sending.send(`/api/grade/children/${file.childId}/proposals`, { level, reason: reason.trim() });
  };
  const others = policy.levels
    .filter((one) => one.id !== levelNow(file))
    .map((one) => ({ value: one.id, word: one.title }));
  return (
    <form class="card" onSubmit={send}>
      <h2>{text("proposal.which")}</h2>
      <fieldset class="stack" disabled={sending.frozen}>
        <Choice
          label={text("proposal.which")}
          options={others}
          chosen={[level]}
          onChoose={(id) => put({ level: id })}
        />
        <Field
          label={text("proposal.why")}
          value={reason}
          lines
          max={500}
          onInput={(typed) => put({ reason: typed })}
        />
      </fieldset>
      {sending.fault !== undefined && (
        <p class="fault" role="alert">
          {sending.fault}
        </p>
      )}
      <button type="submit" class="btn main" disabled={sending.busy || level === "" || reason.trim().length < 2}>
        {text("proposal.send")}
      </button>
    </form>
  );
}
