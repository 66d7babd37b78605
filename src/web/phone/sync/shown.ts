import type { FactValue } from "#engines/rules/catalogue.ts";
import type { FactSpec } from "#engines/rules/catalogue.ts";
import type { KeptAnomaly } from "#capabilities/anomaly/decide.ts";
import type { AttachmentLine } from "#capabilities/attachment/words.ts";
import type { ReferralLine } from "#capabilities/referral/words.ts";
import type { AnomalyLine, AnomalyShown } from "#capabilities/anomaly/words.ts";
import { dueLine, lineOn } from "#capabilities/caselist/decide.ts";
import type { CaseLine, DueLine } from "#capabilities/caselist/words.ts";
import type { Decision } from "#capabilities/policy/decide.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import type { Task } from "#capabilities/task/decide.ts";
import type { Day } from "#kernel/day.ts";
import { lengthOf } from "#kernel/length.ts";
import type { ChildFile, FileEntry, Fear } from "../registry/file.ts";
import type { Told } from "../referral/told.ts";
import type { PolicyShown } from "../session.ts";
import type { Folded } from "./fold.ts";
import type { VillageShown } from "./kept.ts";
import { recorded } from "../language/text.ts";

/* Files of the phone in the shapes in which the server answers them: the pages do not know where an answer came from. */

export interface Scene {
  readonly today: Day;
  readonly policy: PolicyShown;
  readonly village: VillageShown;
  readonly visitor: string;
}

const optionOf = (spec: FactSpec, code: string): string => spec.options?.[code] ?? code;

function textOf(spec: FactSpec, value: FactValue, areas: Readonly<Record<string, string>>): string {
  if (Array.isArray(value)) return value.map((code) => optionOf(spec, String(code))).join(recorded("join.names"));
  if (typeof value === "boolean") return recorded(value ? "question.yes" : "question.no");
  if (typeof value === "number") return `${value}${spec.unit ?? ""}`;
  const text = value as string;
  return spec.type === "area" ? (areas[text] ?? text) : optionOf(spec, text);
}

function factsOf({ state, base }: Folded): ChildFile["facts"] {
  return [...factByKey.values()].flatMap((spec) => {
    const known = state.registry.facts[spec.key];
    if (!known) return [];
    return [{ key: spec.key, label: spec.zh, value: known.value, text: textOf(spec, known.value, base?.areas ?? {}) }];
  });
}

const undecided = (policy: string, asOf: Day): Decision => ({
  policy, asOf, categories: [], grade: { level: null, title: null, word: null, served: false, grounds: [], unknown: [] }, rhythms: [], missing: [], changesOn: null,
}); // prettier-ignore

/**
 * What was found here and not yet judged by the server may make the child's colour graver; that it may make it milder is
 * never said before the server has.
 */
function fearOf({ state, base, commands }: Folded, { policy, village, today }: Scene): Fear | null {
  const rank = (level: string | null): number => {
    const at = policy.levels.findIndex((one) => one.id === level);
    return at < 0 ? policy.levels.length : at;
  };
  const span = state.grade.assessed?.spans.find((one) => one.from <= today && (one.to === null || today < one.to));
  const touched = new Set(
    commands.flatMap(({ content }) => Object.keys((content.body["facts"] as object | undefined) ?? {})),
  );
  const found = [...touched].flatMap((key) => {
    const value = state.registry.facts[key]?.value;
    const level = village.findings[key];
    const isNew = value !== base?.state.registry.facts[key]?.value;
    return level !== undefined && isNew && (value === "suspected" || value === "confirmed") ? [{ key, level }] : [];
  });
  const graver = found.filter(({ level }) => rank(level) < rank(span?.level ?? null));
  if (graver.length === 0) return null;
  const worst = Math.min(...graver.map(({ level }) => rank(level)));
  return { level: policy.levels[worst]?.id ?? "", found: graver.map(({ key }) => factByKey.get(key)?.zh ?? key) };
}

export const fileFrom = (folded: Folded, scene: Scene): ChildFile => ({
  childId: folded.childId,
  areaPath: folded.base?.areaPath ?? [],
  status: folded.state.registry.status === "closed" ? "closed" : "open",
  seq: folded.base?.seq ?? 0,
  facts: factsOf(folded),
  standing: folded.state.grade,
  visit: folded.state.visit,
  tasks: folded.state.task,
  entrustment: folded.state.entrustment,
  decision: (folded.base?.decision as unknown as Decision | undefined) ?? undecided(scene.village.policy, scene.today),
  day: scene.today,
  unsent: folded.commands.filter((one) => one.state !== "arrived").length,
  fear: fearOf(folded, scene),
});

/** A child that the server has not seen has no colour yet: it stands in the list all the same. */
function lineWithoutColour({ childId, area, state }: Folded, today: Day): CaseLine {
  const value = (key: string): string | null => {
    const held = state.registry.facts[key]?.value;
    return typeof held === "string" ? held : null;
  };
  return {
    childId, area, open: state.registry.status !== "closed", name: value("name") ?? "", sex: value("sex"), birthDate: value("birthDate") ?? today,
    level: null, rank: 98, served: false, ledgers: [], categories: [], kinds: [], grounds: [], suspected: [], unknown: [],
    panel: false, guardianship: value("guardianship.state"), intervened: false, proposed: null, guardian: value("guardian.name"), lastHome: state.visit.lastHome,
    lastContact: state.visit.lastContact, homeDue: null, contactDue: null, dueOn: null, since: today, policy: null,
  }; // prettier-ignore
}

export function lineFrom(folded: Folded, scene: Scene): CaseLine | undefined {
  if (folded.state.registry.status === "none") return undefined;
  const filed = { id: folded.childId, area: folded.area, state: { ...folded.state } };
  const line = lineOn(filed, scene.today) ?? lineWithoutColour(folded, scene.today);
  const unsent = folded.commands.filter((one) => one.state !== "arrived").length;
  return { ...line, ...(unsent > 0 && { unsent }), ...(fearOf(folded, scene) && { fear: fearOf(folded, scene) }) };
}

export function dueFrom(line: CaseLine, { today, policy }: Scene): DueLine {
  const steps = policy.escalation.map(({ after, to }) => ({ after: lengthOf(after), to }));
  return dueLine({ ...line, director: null }, today, steps);
}

/** Visits of a file as its time line tells them: those of the server, and those that wait here. */
export function entriesFrom({ base, commands }: Folded, visitor: string): FileEntry[] {
  const stored = (base?.visits ?? []).map(({ seq, ...body }) => ({ seq, kind: "visit.recorded", title: "", body }));
  const here = commands.filter((one) => one.content.operation === "visit.record").map(({ content, state }, n) => ({
    seq: (base?.seq ?? 0) + n + 1, kind: "visit.recorded", title: "",
    body: { spokeWith: "", note: "", ...content.body, visitor, unsent: state !== "arrived" },
  })); // prettier-ignore
  return [...stored, ...here];
}

export const anomalyLinesFrom = ({ childId, area, state }: Folded): AnomalyLine[] =>
  Object.entries(state.anomaly.open).map(([no, { comparison, title, department, finding, day, due }]) => ({
    childId, no: Number(no), area, comparison, title, department, finding, raisedOn: day, due, verdict: null, closedOn: null,
  })); // prettier-ignore

/** As the server's list of referrals has them, as far as a page of the phone asks. */
export const checkLinesFrom = ({ childId, area, state }: Folded): Pick<ReferralLine, "childId" | "no" | "area" | "title" | "department" | "urgent" | "due">[] =>
  state.checks.map(({ no, title, department, urgent, due }) => ({ childId, no, area, title, department, urgent, due })); // prettier-ignore

/** What the department says; the steps before it are the server's to know, and are counted. */
export const checksFrom = ({ state }: Folded): Told[] =>
  state.checks.map(({ no, owner, answeredOn: on, result: said, seen }) => ({
    no, owner, stage: "answered", steps: Array.from({ length: seen }, () => ({ title: "", on, by: "", text: said })),
  })); // prettier-ignore

/** Photos that the server has, but for those that are withdrawn here. */
export function photosFrom({ base, commands }: Folded): Pick<AttachmentLine, "id" | "day" | "kind">[] {
  const gone = commands.flatMap(({ content, state }) =>
    content.operation === "attachment.withdraw" && state !== "refused" ? [content.body["attachmentId"]] : [],
  );
  return (base?.photos ?? []).flatMap(({ id, day }) =>
    gone.includes(id) ? [] : [{ id, day, kind: "photo" as const }],
  );
}

/** What a phone holds of an anomaly beside what the server answers: parts of it may be on no phone. */
export interface AnomalyHere extends AnomalyShown {
  readonly partly?: boolean;
}

/** List and file side by side; undefined for one that is not open. */
export function anomalyFrom({ childId, state, base }: Folded, no: number): AnomalyHere | undefined {
  const anomaly = state.anomaly.open[String(no)] as KeptAnomaly | undefined;
  if (!anomaly) return undefined;
  const areas = base?.areas ?? {};
  const { facts: held } = state.registry;
  const facts = Object.entries(anomaly.facts).flatMap(([key, value]) => {
    const spec = factByKey.get(key);
    const known = held[key];
    const masked = anomaly.masked?.includes(key) ?? false;
    return spec ? [{ key, label: spec.zh, list: textOf(spec, value, areas), file: known ? textOf(spec, known.value, areas) : "", masked }] : [];
  });
  const { title, department, finding, clause, words, probability, listDay, day, due, owner, partly } = anomaly;
  return {
    childId, no, seq: base?.seq ?? 0, name: String(held["name"]?.value ?? ""), title, department, owner, finding, clause, words,
    probability, listDay, raisedOn: day, due, facts, opened: [], ...(partly && { partly }),
  };
} // prettier-ignore

export const tasksFrom = ({
  childId,
  area,
  state,
}: Folded): (Task & { readonly childId: string; readonly area: string })[] =>
  Object.values(state.task.open).map((task) => ({ ...task, childId, area }));
