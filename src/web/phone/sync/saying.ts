import type { Keep } from "./keep.ts";
import type { Met } from "./sending.ts";

export interface Said {
  readonly tone: "good" | "quiet" | "bad";
  readonly strong: string;
  readonly more: string;
}

/** What stands above every page: true at any moment, and never more than two short lines. */
export function saying(keep: Pick<Keep, "unsent" | "damaged" | "questions" | "commands" | "village">, met: Met): Said {
  const { unsent } = keep;
  const refused = keep.commands.filter((one) => one.state === "refused").length;
  if (keep.village?.whole !== true && met.kind !== "out" && met.kind !== "refused")
    return { tone: "quiet", strong: "正在把本村的档案存到手机…", more: "请先不要离开有信号的地方" };
  const kept = unsent === 0 ? "" : `${unsent}条存在手机里`;
  if (keep.damaged > 0)
    return { tone: "bad", strong: `${keep.damaged}条打不开了`, more: kept === "" ? "点开看看" : `${kept}，点开看看` };
  if (refused > 0) return { tone: "bad", strong: `${refused}条没有办成`, more: `${kept}，点开看看` };
  if (keep.questions.length > 0)
    return { tone: "bad", strong: `${keep.questions.length}处和别人记的不一样`, more: "点开选一个" };
  const inherited = keep.village?.salvaged ?? 0;
  if (inherited > 0 && met.kind !== "out")
    return { tone: "bad", strong: `前任留下${inherited}条没记进档案`, more: "点开看看" };
  if (met.kind === "out") return { tone: "bad", strong: "登录过期了，点这里重新进入", more: kept };
  if (met.kind === "refused") return { tone: "bad", strong: met.sentence, more: kept };
  if (met.kind === "away")
    return unsent > 0
      ? { tone: "quiet", strong: kept, more: "没有信号也不要紧，有信号自动送出" }
      : { tone: "quiet", strong: "没有连上，不影响记录", more: "" };
  if (unsent > 0) return { tone: "quiet", strong: `${unsent}条还没有送出`, more: "正在送出…" };
  return { tone: "good", strong: "都送出了", more: "" };
}
