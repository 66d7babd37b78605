import type { Keep } from "./keep.ts";
import { isConcern } from "./kept.ts";
import type { Met } from "./sending.ts";
import { text } from "../language/text.ts";

export interface Said {
  readonly tone: "good" | "quiet" | "bad";
  readonly strong: string;
  readonly more: string;
}

/** A child in danger, and nobody knows yet: before all that may be wrong besides. */
function urgently({ kind }: Met, unsent: number): Said {
  const more = text("concern.strip_more", { n: unsent });
  if (kind === "out") return { tone: "bad", strong: text("concern.strip_out"), more };
  return { tone: "bad", strong: text(kind === "under_way" ? "concern.strip_sending" : "concern.strip"), more };
}

/** What stands above every page: true at any moment, and never more than two short lines. */
export function saying(keep: Pick<Keep, "unsent" | "damaged" | "questions" | "commands" | "village">, met: Met): Said {
  const { unsent } = keep;
  const isWaiting = keep.commands.some(({ content, state }) => isConcern(content) && !content.file && state !== "arrived"); // prettier-ignore
  if (isWaiting) return urgently(met, unsent);
  const refused = keep.commands.filter((one) => one.state === "refused").length;
  const kept = unsent === 0 ? "" : text("saying.kept", { n: unsent });
  const look = unsent === 0 ? text("saying.look") : text("saying.kept_look", { n: unsent });
  if (keep.village?.whole !== true && met.kind !== "out" && met.kind !== "refused")
    return { tone: "quiet", strong: text("saying.keeping"), more: kept || text("saying.keeping_more") };
  if (keep.damaged > 0) return { tone: "bad", strong: text("saying.damaged", { n: keep.damaged }), more: look };
  if (refused > 0) return { tone: "bad", strong: text("saying.refused", { n: refused }), more: look };
  if (keep.questions.length > 0)
    return {
      tone: "bad",
      strong: text("saying.questions", { n: keep.questions.length }),
      more: unsent === 0 ? text("saying.choose") : look,
    };
  const inherited = keep.village?.salvaged ?? 0;
  if (inherited > 0 && met.kind !== "out")
    return { tone: "bad", strong: text("saying.inherited", { n: inherited }), more: look };
  if (met.kind === "out") return { tone: "bad", strong: text("saying.ended"), more: kept };
  if (met.kind === "refused") return { tone: "bad", strong: met.sentence, more: kept };
  if (met.kind === "away")
    return unsent > 0
      ? { tone: "quiet", strong: kept, more: text("saying.away_more") }
      : { tone: "quiet", strong: text("saying.away"), more: "" };
  if (unsent > 0) return { tone: "quiet", strong: text("saying.unsent", { n: unsent }), more: text("saying.sending") };
  return { tone: "good", strong: text("saying.sent"), more: "" };
}
