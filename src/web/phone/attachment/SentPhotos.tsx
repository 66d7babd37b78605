/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { AttachmentLine } from "#capabilities/attachment/words.ts";
import { dayText } from "../days.ts";
import { text } from "../language/text.ts";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import { useSending } from "../useSending.ts";

type Photo = Pick<AttachmentLine, "id" | "day" | "kind">;

/** One that the server has: not on this phone any more, and withdrawn with a reason, with or without signal. */
function One({ childId, photo: { id, day }, gone }: { childId: string; photo: Photo; gone: () => void }) {
  const { me } = useSession();
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  const sending = useSending(gone);
  const withdraw = (event: Event): void => {
    event.preventDefault();
    sending.send(`/api/attachment/children/${childId}/files/${id}/withdraw`, { reason: reason.trim() });
  };
  return (
    <li class="question stack" data-photo={id}>
      <p>{text("photo.of", { day: dayText(day, me.today) })}</p>
      {!asked && (
        <button type="button" class="btn quiet" onClick={() => setAsked(true)}>
          {text("photo.withdraw")}
        </button>
      )}
      {asked && (
        <form class="stack" onSubmit={withdraw}>
          <Field label={text("photo.why")} hint={text("photo.hint")} value={reason} max={300} onInput={setReason} />
          <Fault said={sending.fault} />
          <button type="submit" class="btn" disabled={sending.busy || reason.trim().length < 4}>
            {text("photo.withdraw_sure")}
          </button>
        </form>
      )}
    </li>
  );
}

/** Photos of this child's visits; nothing where there are none. */
export function SentPhotos({ childId }: { childId: string }) {
  const { me } = useSession();
  const [gone, setGone] = useState(false);
  const files = useLoaded<readonly Photo[]>(`/api/attachment/children/${childId}/files`);
  const photos = files.state === "here" ? files.value.filter(({ kind }) => kind === "photo") : [];
  if (!me.permissions.includes("attachment.withdraw") || (photos.length === 0 && !gone)) return null;
  const again = (): void => {
    setGone(true);
    if (files.state !== "loading") files.again();
  };
  return (
    <section class="card" data-group="photos">
      <h2>{text("photo.title")}</h2>
      {gone && <output class="note good">{text("photo.gone")}</output>}
      <ul class="plain-list">
        {photos.map((photo) => (
          <One key={photo.id} childId={childId} photo={photo} gone={again} />
        ))}
      </ul>
    </section>
  );
}
