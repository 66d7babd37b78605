/** @jsxImportSource preact */
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { whoText } from "../caselist/dueWords.ts";
import { useSettled } from "../caselist/useSettled.ts";
import { hashOf } from "../hash.ts";
import { useSession } from "../session.ts";
import { useKeepHere } from "../sync/vaultContext.ts";
import { useLoaded } from "../useLoaded.ts";
import { joined, text } from "../language/text.ts";
import type { Registering } from "./registering.ts";
import { knownOf, sameIn } from "./sameChild.ts";

/** Search first: who of the village may be this child, also without signal; a second file is worse than none. */
export function SameChild({ child }: { child: Registering }) {
  const { me } = useSession();
  const keep = useKeepHere();
  const name = useSettled(child.name.trim());
  const read = useLoaded<{ lines: readonly CaseLine[] }>("/api/caselist/children?limit=200");
  const maskedOf = (childId: string): string => String(keep?.files.get(childId)?.state.registry.facts["idNumber"]?.value ?? ""); // prettier-ignore
  const found = read.state === "here" ? sameIn(knownOf({ ...child, name }), read.value.lines, maskedOf) : [];
  const [first] = found;
  if (!first) return null;
  return (
    <div class="note stack" data-same={found.length}>
      <p class="strong">{text(`register.same_${first.why}`)}</p>
      {found.slice(0, 5).map(({ line }) => (
        <a key={line.childId} class="btn wide" href={hashOf({ page: "file", childId: line.childId })}>
          {joined([
            line.name,
            whoText(line, me.today),
            ...(line.guardian === null ? [] : [text("register.same_guardian", { name: line.guardian })]),
          ])}
        </a>
      ))}
      <p>{text("register.same_hint")}</p>
    </div>
  );
}
