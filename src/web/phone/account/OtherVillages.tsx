/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { Me } from "#capabilities/account/words.ts";
import { text } from "../language/text.ts";
import { ask } from "../server.ts";
import { useSession } from "../session.ts";
import { useKeepHere, useVaultHere } from "../sync/vaultContext.ts";

type Village = Me["posts"][number];

/** Other villages of this director; one phone keeps one village at a time. */
const othersOf = ({ posts, postId, today }: Me): readonly Village[] =>
  posts.filter((one) => one.kind === "director" && one.status === "active" && one.postId !== postId && one.fromDay <= today && (one.toDay === null || one.toDay > today)); // prettier-ignore

function Change({ to, onDone }: { to: Village; onDone: () => void }) {
  const keep = useKeepHere();
  const { erase } = useVaultHere();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const change = async (): Promise<void> => {
    setBusy(true);
    const answer = await ask<Me>("POST", "/api/account/post", { postId: to.postId });
    if (answer.kind !== "ok") {
      setFault(answer.sentence);
      setBusy(false);
      return;
    }
    await erase(); // only the village of whoever is in is ever on the phone
    history.replaceState(null, "", location.pathname);
    location.reload();
  };
  return (
    <div class="stack">
      {keep && <p class="late">{text("me.change_clears")}</p>}
      {fault !== "" && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <button type="button" class="btn main wide" disabled={busy} onClick={() => void change()}>
        {text("me.change_sure", { village: to.areaName })}
      </button>
      <button type="button" class="btn wide" disabled={busy} onClick={onDone}>
        {text("me.change_not")}
      </button>
    </div>
  );
}

/** 我: that there is a second village, and the way to it. What waits is sent first. */
export function OtherVillages() {
  const { me } = useSession();
  const unsent = useKeepHere()?.unsent ?? 0;
  const [asked, setAsked] = useState<string>();
  const others = othersOf(me);
  if (others.length === 0) return null;
  return (
    <section class="card stack" data-villages={others.length}>
      <h2>{text("me.villages")}</h2>
      {others.map((one) =>
        asked === one.postId ? (
          <Change key={one.postId} to={one} onDone={() => setAsked(undefined)} />
        ) : (
          <button
            key={one.postId}
            type="button"
            class="btn wide"
            disabled={unsent > 0}
            onClick={() => setAsked(one.postId)}
          >
            {text("me.change", { village: one.areaName })}
          </button>
        ),
      )}
      {unsent > 0 && <p class="strong">{text("me.change_unsent", { n: unsent })}</p>}
    </section>
  );
}
