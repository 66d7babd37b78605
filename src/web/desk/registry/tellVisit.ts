import { evidenceNames } from "#capabilities/visit/zh.ts";
import type { EvidenceKind } from "#kernel/evidence.ts";
import { visitName } from "../policy/policy.ts";
import { type FileEntry, text } from "./fileEntry.ts";
import type { Telling } from "./tellEntry.ts";

/* A visit in a few lines of the time line, with what the policy of its day asked for and it does not have. */

/** A picture comes behind its visit: what is lacking today may be here tomorrow. */
export const broughtIn = (entries: readonly FileEntry[]): ReadonlySet<string> =>
  new Set(
    entries.flatMap(({ kind, body }) =>
      kind === "attachment.added" ? [`${text(body, "of")} ${text(body, "kind")}`] : [],
    ),
  );

/** What the policy of that day asked for and a visit that counts all the same does not have. */
function lackingIn({ id, body }: FileEntry, brought: ReadonlySet<string> = new Set()): string[] {
  const required = Array.isArray(body["required"]) ? (body["required"] as EvidenceKind[]) : [];
  const whys = (body["lacking"] ?? {}) as Readonly<Partial<Record<EvidenceKind, string>>>;
  const missing = required.filter((kind) =>
    kind === "place" ? body["placed"] !== true : !brought.has(`${id} ${kind}`),
  );
  return [
    ...missing.map((kind) => `缺少${evidenceNames[kind]}（当日政策要求）：${whys[kind] ?? "没有写原因"}`),
    Array.isArray(body["leftOut"]) ? "送来的位置没有存：当日政策不收" : "",
  ];
}

export function visited(entry: FileEntry, { brought }: Telling): string[] {
  const { body } = entry;
  const partner = text(body, "spokeWith");
  const visitor = text(body, "visitor");
  const found = Number(body["problems"] ?? 0);
  const outcome = found > 0 ? `发现问题${found}个` : body["confirmed"] === true ? "情况无变化" : "";
  const said = [visitName(text(body, "kind")), partner && `与${partner}交谈`, outcome, visitor && `走访人${visitor}`];
  const late = text(body, "afterClosing") && "结案以后才从手机送到，补记";
  return [said.filter(Boolean).join("，"), text(body, "note"), late, ...lackingIn(entry, brought)];
}

/** To about a kilometre; a township sees that there is a place, not which one. */
export const placed = ({ body: { lat, lng } }: FileEntry): string[] => [
  typeof lat === "number" && typeof lng === "number"
    ? `北纬${lat.toFixed(2)}度，东经${lng.toFixed(2)}度（约1公里内）`
    : "您的岗位看不到位置",
];
