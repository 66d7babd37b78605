/** @jsxImportSource preact */
import type { Gone } from "./farewell.ts";
import { UrgentLink } from "../urgent/Urgent.tsx";
import { text } from "../language/text.ts";

/** The next one begins at the beginning, not at the page of a child that is no longer here. */
function enter(): void {
  history.replaceState(null, "", location.pathname);
  location.reload();
}

/** The last page of a phone: why it is over, and where the work has gone. */
export function GonePage({ gone }: { gone: Gone }) {
  const { over, handedTo, saved, told, untold } = gone;
  return (
    <main class="page">
      <header class="top">
        <h1>{text(`gone.${over}`)}</h1>
      </header>
      {handedTo !== null && <p class="note">{text("gone.handed", { name: handedTo })}</p>}
      <p>{text("gone.cleared")}</p>
      {saved > 0 && (
        <p class="note good">
          {handedTo === null
            ? text("gone.saved_village", { n: saved })
            : text("gone.saved", { n: saved, name: handedTo })}
        </p>
      )}
      {told > 0 && <p class="note good">{text("gone.told", { n: told })}</p>}
      {untold > 0 && <p class="note bad">{text("gone.untold", { n: untold })}</p>}
      <UrgentLink />
      <button type="button" class="btn main wide" onClick={enter}>
        {text("gone.enter")}
      </button>
    </main>
  );
}
