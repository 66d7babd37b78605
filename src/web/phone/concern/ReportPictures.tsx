/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { OwnConcernTold } from "#capabilities/concern/words.ts";
import { shrunk } from "../attachment/shrunk.ts";
import { Thumb } from "../attachment/Thumb.tsx";
import { freshId } from "../command.ts";
import { text } from "../language/text.ts";
import { Fault } from "../parts/Fault.tsx";
import { keepFile } from "../sync/files.ts";
import type { Keep } from "../sync/keep.ts";
import { useKeepHere } from "../sync/vaultContext.ts";
import { useLoaded } from "../useLoaded.ts";
import { SentPicture } from "./SentPicture.tsx";

const MOST = 10;

/** Straight into the outbox, behind its report: whoever stands beside a child presses nothing more. */
async function keepPicture(keep: Keep, concernId: string, photo: Blob): Promise<void> {
  const id = freshId();
  const file = await keepFile(id, await photo.arrayBuffer());
  const at = new Date().toISOString();
  const body = { sha256: file.sha256 };
  const content = { operation: "concern.attach", childId: concernId, name: "", at, body, file } as const;
  await keep.add([{ id, content, urgent: true, needs: [concernId] }]);
}

/**
 * Pictures of what a reporter saw, where the phone keeps its village: sealed on it, without their place, sent like those of
 * a visit and shown to the people on the case alone. What waits can be taken back, what was sent withdrawn.
 */
export function ReportPictures({ concernId }: { concernId: string }) {
  const keep = useKeepHere();
  const own = useLoaded<readonly OwnConcernTold[]>("/api/concern/own");
  const [fault, setFault] = useState<string>();
  if (!keep) return null;
  const waiting = keep.commands.filter(({ content, state }) => content.operation === "concern.attach" && content.childId === concernId && state === "queued"); // prettier-ignore
  const line = own.state === "here" ? own.value.find(({ id }) => id === concernId) : undefined;
  const sent = line?.pictures ?? [];
  const take = async (input: HTMLInputElement): Promise<void> => {
    const photo = input.files?.[0];
    input.value = "";
    if (!photo) return;
    const small = await shrunk(photo).catch(() => undefined);
    if (!small) return setFault(text("attached.broken"));
    const kept = await keepPicture(keep, concernId, small).then(() => true, () => false); // prettier-ignore
    setFault(kept ? undefined : text("keep.not_stored", { why: text("keep.full") }));
  };
  return (
    <section class="card" data-group="pictures">
      <h2>{text("picture.heading")}</h2>
      <p class="soft">{text("picture.hint")}</p>
      <ul class="plain-list stack">
        {waiting.map(({ id, content }) =>
          content.file ? (
            <Thumb
              key={id}
              of={{ id, kind: "photo", note: "", file: content.file }}
              onRemove={() => void keep.decide(id, "back")}
            />
          ) : null,
        )}
        {sent.map(({ id, on }) => (
          <SentPicture
            key={id}
            concernId={concernId}
            id={id}
            on={on}
            mayWithdraw={line?.mayWithdraw ?? false}
            withdrawn={own.state === "here" ? own.again : () => undefined}
          />
        ))}
      </ul>
      <Fault said={fault} />
      {waiting.length + sent.length < MOST && (
        <label class="btn wide file-button">
          {text("attached.take")}
          <input type="file" accept="image/*" capture="environment" onChange={(event) => void take(event.currentTarget)} />
        </label>
      )}
    </section>
  );
} // prettier-ignore
