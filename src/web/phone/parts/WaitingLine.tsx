/** @jsxImportSource preact */
import { hashOf, type Place } from "../hash.ts";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";

interface WaitingProps {
  /** Lines that wait, each with its day. */
  readonly path: string;
  readonly group: string;
  readonly to: Place;
  readonly say: (count: number, nearest: string | null) => string;
}

/** How many wait, and the way to them; nothing where there are none. */
export function WaitingLine({ path, group, to, say }: WaitingProps) {
  const { me } = useSession();
  const waiting = useLoaded<readonly { readonly due: string | null }[]>(path, getAll);
  const open = waiting.state === "here" ? waiting.value : [];
  if (open.length === 0) return null;
  const days = open.flatMap(({ due }) => due ?? []);
  const nearest = days.reduce<string | null>((held, due) => (held === null || due < held ? due : held), null);
  return (
    <a
      class={`note wide-link${nearest !== null && nearest < me.today ? " bad" : ""}`}
      href={hashOf(to)}
      data-group={group}
    >
      {say(open.length, nearest)}
    </a>
  );
}
