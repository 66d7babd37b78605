/** @jsxImportSource preact */
import type { WaitingDeclarations } from "#capabilities/declaration/words.ts";
import { hashOf } from "../hash.ts";
import { text } from "../language/text.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";

function Waiting() {
  const read = useLoaded<WaitingDeclarations>("/api/declaration/waiting");
  if (read.state !== "here" || read.value.count === 0) return null;
  return (
    <a class="note wide-link" href={hashOf({ page: "declarations" })} data-declared={read.value.count}>
      {text("declaration.waiting_line", { n: read.value.count })}
    </a>
  );
}

/** Parents who wait for the director's word, above the work of the day; nothing where there are none. */
export function DeclarationsWaiting() {
  const { me } = useSession();
  return me.permissions.includes("declaration.read") ? <Waiting /> : null;
}
