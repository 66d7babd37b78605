import { attachmentKinds } from "#capabilities/attachment/zh.ts";
import { closeReasons } from "#capabilities/registry/words.ts";
import { type Finding, findings, type Verdict, verdicts } from "#capabilities/anomaly/words.ts";
import { answers as asked, outcomes as ended, reviewWords } from "#capabilities/conference/words.ts";
import { helpKinds } from "#capabilities/bulletin/words.ts";
import { endings as ceased } from "#capabilities/entrustment/words.ts";
import { outcomes } from "#capabilities/referral/words.ts";
import { claims, decisions, endings } from "#capabilities/rights/words.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { isDay } from "#kernel/day.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { longDay } from "../../ui/dayText.ts";
import { ownerText } from "../comparison/listText.ts";
import { groundTitle, levelOf, type Pack } from "../policy/policy.ts";
import { isSensitive, type Span, valueText } from "./file.ts";
import { type FileEntry, text } from "./fileEntry.ts";
import { placed, visited } from "./tellVisit.ts";

export interface Telling {
  readonly pack: Pack;
  readonly place: (code: string) => string;
  /** Photos and signatures that have come, also those withdrawn since: `<visit's id> photo`. */
  readonly brought?: ReadonlySet<string>;
}

const factsOf = (entry: FileEntry): [string, unknown][] =>
  Object.entries((entry.body["facts"] ?? {}) as Record<string, unknown>);

/** Area codes that the entry's sentences will name. */
export const placesIn = (entry: FileEntry): string[] => [
  ...["area", "from"].flatMap((key) => {
    const code = text(entry.body, key);
    return /^\d{2,12}$/.test(code) ? [code] : [];
  }),
  ...[...factsOf(entry), ...Object.entries(entry.was)].flatMap(([key, value]) =>
    factByKey.get(key)?.type === "area" && typeof value === "string" ? [value] : [],
  ),
];

/** Which facts changed to what, and from what; numbers of papers are named, not shown. */
function changes(entry: FileEntry, place: Telling["place"]): string[] {
  return factsOf(entry).flatMap(([key, value]) => {
    const label = factByKey.get(key)?.zh;
    if (!label) return [];
    if (isSensitive(key)) return [`${label}：${value === null ? "不再采用" : "已登记"}`];
    const before = entry.was[key];
    const was = before === undefined ? "" : `（原为 ${valueText(key, before, place)}）`;
    return [`${label}：${valueText(key, value, place)}${was}`];
  });
}

const levelTitle = (pack: Pack, id: unknown): string =>
  id === null ? "不定级" : (levelOf(pack, typeof id === "string" ? id : undefined)?.title ?? "其他等级");

interface Assessed {
  readonly spans?: readonly (Span & { readonly grounds?: readonly string[]; readonly suspected?: readonly string[] })[];
}

function assessed(entry: FileEntry, pack: Pack): string[] {
  const span = (entry.body as Assessed).spans?.[0];
  if (!span) return [];
  const grounds = [
    ...(span.grounds ?? []).map((id) => groundTitle(pack, id)),
    ...(span.suspected ?? []).map((id) => `（疑似）${groundTitle(pack, id)}`),
  ];
  return [
    `${levelTitle(pack, span.level)}${span.panel ? "（评估确认）" : ""}`,
    ...(grounds.length > 0 ? [grounds.join("；")] : []),
  ];
}

const panelDecided = ({ body }: FileEntry, pack: Pack): string[] => {
  const until = body["until"];
  const members = Array.isArray(body["members"]) ? body["members"].map(String) : [];
  return [
    `${levelTitle(pack, body["level"])}${isDay(until) ? `，至${longDay(until)}前有效` : ""}`,
    text(body, "reason"),
    members.length > 0 ? `参加人：${members.join("、")}` : "",
  ];
};

const reasoned = ({ body }: FileEntry): string[] => [text(body, "reason")];

const requested = ({ body }: FileEntry): string[] => [
  [claims[text(body, "claim") as keyof typeof claims] ?? "", text(body, "asker") && `申请人 ${text(body, "asker")}`]
    .filter(Boolean)
    .join("，"),
  text(body, "about"),
];

const findingText = ({ body }: FileEntry): string => {
  const found = findings[text(body, "finding") as Finding] ?? "";
  return [text(body, "title"), found].filter(Boolean).join("：");
};

/** Which facts a list says otherwise; what it says stands in the anomaly itself. */
const raised = (entry: FileEntry): string[] => {
  const labels = factsOf(entry).flatMap(([key]) => factByKey.get(key)?.zh ?? []);
  return [findingText(entry), labels.length > 0 ? `涉及 ${labels.join("、")}` : "", text(entry.body, "clause")];
};

/** What was found otherwise on the spot and changed nothing: named, and where to go on. */
const seenFacts = (entry: FileEntry): string[] => {
  const labels = factsOf(entry).flatMap(([key]) => factByKey.get(key)?.zh ?? []);
  return labels.length > 0 ? [`所见与档案不同：${labels.join("、")}。档案未改，核对后可用“更新信息”登记`] : [];
};

/** To whom, for what, and which facts were given. */
const referred = (entry: FileEntry): string[] => {
  const labels = factsOf(entry).flatMap(([key]) => factByKey.get(key)?.zh ?? []);
  return [
    `${text(entry.body, "title")}（${ownerText(text(entry.body, "department"))}）`,
    text(entry.body, "note"),
    labels.length > 0 ? `提供信息 ${labels.length} 项：${labels.join("、")}` : "",
  ];
};

const bulletinTold = ({ body }: FileEntry): string[] => [
  `${ownerText(text(body, "department"))}，${text(body, "levelTitle")}`,
  text(body, "reason"),
  [`拟定 ${text(body, "composer")}`, text(body, "checker") && `复核 ${text(body, "checker")}`]
    .filter(Boolean)
    .join("，"),
];

/** From when to when, and whether somebody has still to sign. */
const entrustedText = ({ from, until, signers }: FileEntry["body"]): string => {
  const waits = Array.isArray(signers) && signers.some(({ how }: { readonly how?: unknown }) => how === "later");
  return `${isDay(from) && isDay(until) ? `${longDay(from)}至${longDay(until)}` : ""}${waits ? "，有人待补签" : ""}`;
};

const tellers: Readonly<Record<string, (entry: FileEntry, telling: Telling) => string[]>> = {
  "registry.child_registered": (entry) => [`登记信息 ${factsOf(entry).length} 项`],
  "registry.facts_recorded": (entry, { place }) => [...changes(entry, place), text(entry.body, "reason")],
  "registry.child_moved": ({ body }, { place }) => [
    `由${place(text(body, "from"))}迁到${place(text(body, "area"))}`,
    text(body, "reason"),
  ],
  "registry.file_closed": ({ body }) => [
    closeReasons[text(body, "reason") as keyof typeof closeReasons] ?? "",
    text(body, "note"),
  ],
  "registry.file_reopened": ({ body }) => [text(body, "reason")],
  "registry.seal_broken": ({ body }) => [
    `目的：${purposeNames[text(body, "purpose") as Purpose] ?? "未说明"}`,
    `理由：${text(body, "reason")}`,
  ],
  "registry.case_named": ({ body }) => [
    `办案人员 ${Array.isArray(body["people"]) ? body["people"].length : 0} 名`,
    text(body, "reason"),
  ],
  "grade.assessed": (entry, { pack }) => assessed(entry, pack),
  "grade.proposed": ({ body }, { pack }) => [
    `建议 ${levelTitle(pack, body["level"])}`,
    text(body, "reason"),
    text(body, "proposer") && `建议人 ${text(body, "proposer")}`,
  ],
  "grade.proposal_rejected": ({ body }) => [text(body, "reason")],
  "grade.panel_decided": (entry, { pack }) => panelDecided(entry, pack),
  "visit.recorded": visited,
  "visit.placed": placed,
  "attachment.withdrawn": ({ body }) => [
    attachmentKinds[text(body, "kind") as keyof typeof attachmentKinds] ?? "",
    text(body, "reason"),
    text(body, "by"),
  ],
  "attachment.added": ({ body }) => [
    attachmentKinds[text(body, "kind") as keyof typeof attachmentKinds] ?? "",
    text(body, "note") && `签名人：${text(body, "note")}`,
  ],
  "task.opened": ({ body }) => [
    text(body, "title"),
    text(body, "solution"),
    text(body, "owner") && `责任人 ${text(body, "owner")}`,
  ],
  "task.closed": ({ body }) => [text(body, "title"), text(body, "outcome")],
  "anomaly.raised": raised,
  "anomaly.verified": (entry) => [
    `${findingText(entry)}，${verdicts[text(entry.body, "verdict") as Verdict] ?? ""}`,
    text(entry.body, "note"),
    text(entry.body, "over") && `改变原结论：${verdicts[text(entry.body, "over") as Verdict] ?? ""}`,
  ],
  "anomaly.answered_late": (entry) => [
    `${findingText(entry)}，核实为${verdicts[text(entry.body, "verdict") as Verdict] ?? ""}`,
    text(entry.body, "note"),
    `已有结论：${verdicts[text(entry.body["held"] as FileEntry["body"], "verdict") as Verdict] ?? ""}`,
  ],
  "anomaly.seen_after": (entry) => [
    `${findingText(entry)}；现场所见：${verdicts[text(entry.body, "verdict") as Verdict] ?? ""}`,
    text(entry.body, "note"),
    ...seenFacts(entry),
  ],
  "referral.sent": referred,
  "referral.returned": reasoned,
  "referral.answered": ({ body }) => [text(body, "result")],
  "referral.checked": ({ body }) => [
    body["solved"] === true ? "已落实" : "未落实，退回部门继续办理",
    text(body, "note"),
  ],
  "referral.closed": ({ body }) => [
    outcomes[text(body, "outcome") as keyof typeof outcomes] ?? "",
    text(body, "reason"),
  ],
  "referral.withdrawn": reasoned,
  "conference.called": ({ body }) => [
    text(body, "reason"),
    isDay(body["meets"]) ? `${longDay(body["meets"])} ${text(body, "time")}，${text(body, "place")}` : "",
  ],
  "conference.moved": ({ body }) => [
    isDay(body["meets"]) ? `${longDay(body["meets"])} ${text(body, "time")}，${text(body, "place")}` : "",
    text(body, "reason"),
  ],
  "conference.invited": (entry) => {
    const labels = factsOf(entry).flatMap(([key]) => factByKey.get(key)?.zh ?? []);
    return [
      ownerText(text(entry.body, "department")),
      labels.length > 0 ? `提供信息 ${labels.length} 项：${labels.join("、")}` : "",
    ];
  },
  "conference.accepted": ({ body }) => [ownerText(text(body, "department")), text(body, "sends")],
  "conference.declined": ({ body }) => [
    `${ownerText(text(body, "department"))}${asked.declined}`,
    text(body, "reason"),
  ],
  "conference.opined": ({ body }) => [ownerText(text(body, "department")), text(body, "opinion")],
  "conference.uninvited": ({ body }) => [ownerText(text(body, "department")), text(body, "reason")],
  "conference.opened": ({ body }) => [ownerText(text(body, "department"))],
  "conference.minutes_corrected": ({ body }) => [text(body, "reason"), text(body, "minutes")],
  "conference.held": ({ body }) => [text(body, "minutes")],
  "conference.decided": ({ body }) => [
    text(body, "reason") || text(body, "what"),
    `落实：${text(body, "person") || ownerText(text(body, "department"))}`,
  ],
  "conference.fulfilled": ({ body }) => [body["done"] === true ? "已落实" : "不能落实", text(body, "result")],
  "conference.renewed": ({ body }) => [text(body, "person") || ownerText(text(body, "department")), text(body, "note")],
  "conference.dropped": reasoned,
  "conference.reviewed": ({ body }) => [
    reviewWords[text(body, "review") as keyof typeof reviewWords] ?? ended.again,
    text(body, "note"),
  ],
  "conference.closed": ({ body }) => [ended[text(body, "outcome") as keyof typeof ended] ?? ""],
  "conference.cancelled": reasoned,
  "bulletin.told": bulletinTold,
  "bulletin.amended": ({ body }) => [
    `${body["act"] === "put_in" ? "列入" : "移出"}发给${ownerText(text(body, "department"))}的名单`,
    text(body, "reason"),
  ],
  "bulletin.recalled": ({ body }) => [ownerText(text(body, "department")), text(body, "reason")],
  "bulletin.helped": ({ body }) => [
    `${ownerText(text(body, "department"))}：${helpKinds[text(body, "kind") as keyof typeof helpKinds] ?? ""}，${text(body, "what")}`,
    `${text(body, "by")}，${longDay(text(body, "on"))}`,
    text(body, "note"),
  ],
  "entrustment.made": ({ body }) => [
    `照护人 ${text(body["carer"] as FileEntry["body"], "name")}，${entrustedText(body)}`,
  ],
  "entrustment.signed": ({ body }) => [`${text(body, "name")}补签`],
  "entrustment.ended": ({ body }) => [ceased[text(body, "ending") as keyof typeof ceased] ?? "", text(body, "note")],
  "entrustment.doubted": ({ body }) => [text(body, "why"), text(body, "by") && `登记人 ${text(body, "by")}`],
  "entrustment.settled": ({ body }) => [text(body, "note")],
  "retention.sealed": reasoned,
  "retention.unsealed": reasoned,
  "retention.opened": ({ body }) => [
    purposeNames[text(body, "purpose") as keyof typeof purposeNames] ?? "",
    text(body, "reason"),
  ],
  "retention.deletion_proposed": reasoned,
  "retention.deletion_withdrawn": reasoned,
  "rights.request_made": requested,
  "rights.request_decided": ({ body }) => [
    decisions[text(body, "decision") as keyof typeof decisions] ?? "",
    text(body, "reason"),
    text(body, "clause"),
  ],
  "rights.request_completed": ({ body }) => [endings[text(body, "ending") as keyof typeof endings] ?? ""],
  "rights.request_withdrawn": ({ body }) => [text(body, "note")],
};

/** An entry in a few lines; the kind that this page does not know stands with its title alone. */
export const tellEntry = (entry: FileEntry, telling: Telling): string[] =>
  [...new Set(tellers[entry.kind]?.(entry, telling) ?? [])].filter((line) => line !== "");
