/** @jsxImportSource preact */
import { stageOn } from "#capabilities/entrustment/decide.ts";
import { dayText } from "../days.ts";
import { hashOf } from "../hash.ts";
import { text } from "../language/text.ts";
import { type ChildFile, standingNow } from "../registry/file.ts";
import { useSession } from "../session.ts";

/** How it stands, in words; undefined where this child needs no agreement and has none. */
function saidOf(file: ChildFile, wanted: readonly string[]): string | undefined {
  const held = file.entrustment?.agreements.at(-1);
  if (held) {
    const stage = stageOn(held, file.day);
    return text(`entrustment.stage_${stage}`, { day: dayText(held.until, file.day) });
  }
  const categories = standingNow(file)?.categories ?? [];
  return categories.some((one) => wanted.includes(one)) ? text("entrustment.none") : undefined;
}

/** 委托照护书 on a child's page: how it stands, and the way to it. */
export function EntrustmentCard({ file }: { file: ChildFile }) {
  const { policy } = useSession();
  const said = saidOf(file, policy.entrustment?.for ?? []);
  if (said === undefined) return null;
  return (
    <section class="card" data-group="entrustment">
      <h2>{text("entrustment.title")}</h2>
      <p>{said}</p>
      {file.entrustment?.doubt && <p class="note bad">{text("entrustment.doubt", { why: file.entrustment.doubt.why })}</p>}
      <a class="btn wide" href={hashOf({ page: "entrustment", childId: file.childId })}>
        {text("entrustment.open")}
      </a>
    </section>
  );
} // prettier-ignore
