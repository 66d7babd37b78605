import { type Ask, type EvidenceKind, evidenceKinds } from "#kernel/evidence.ts";
import type { Item } from "./documentWords.ts";
import { itemOf, type Writing } from "./itemOf.ts";

const titles: Readonly<Record<EvidenceKind, string>> = { photo: "照片", place: "大致位置", signature: "签名" };

const said: Readonly<Record<Ask, string>> = {
  required: "每次入户走访要有；确实没有的写明原因，走访照样有效，档案里注明缺少",
  optional: "可以有，不要求",
  off: "不要，手机上不显示；送来的也不存",
};

/** What is kept of a visit beside its words. It always holds something: where no pack says so, nothing is asked for. */
export const evidenceItems = (writing: Writing): Item[] =>
  evidenceKinds.map((kind) => {
    const { ask, clause, source } = writing.whole.evidence[kind];
    return itemOf(
      writing,
      { section: "evidence", id: kind, by: (pack) => pack.evidence?.[kind] !== undefined },
      { title: `走访${titles[kind]}`, clause, source },
      { lines: [said[ask], ...(kind === "place" ? ["只到约1公里；督导员看不到位置"] : [])] },
    );
  });
