/** @jsxImportSource preact */
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { whoText } from "../caselist/dueWords.ts";
import { useSettled } from "../caselist/useSettled.ts";
import { hashOf } from "../hash.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import { joined, text } from "../language/text.ts";

/** Search first: who of the village is called so already, also without signal; a second file is worse than none. */
export function SameName({ name }: { name: string }) {
  const settled = useSettled(name.trim());
  return settled.length < 2 ? null : <Found key={settled} name={settled} />;
}

function Found({ name }: { name: string }) {
  const { me } = useSession();
  const found = useLoaded<{ lines: readonly CaseLine[] }>(
    `/api/caselist/children?limit=10&name=${encodeURIComponent(name)}`,
  );
  if (found.state !== "here" || found.value.lines.length === 0) return null;
  return (
    <div class="note stack" data-same={found.value.lines.length}>
      <p class="strong">{text("register.same")}</p>
      {found.value.lines.slice(0, 5).map((line) => (
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
