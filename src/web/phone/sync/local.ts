import type { FactValue } from "#engines/rules/catalogue.ts";
import { byUrgency, DUE_DAYS } from "#capabilities/caselist/decide.ts";
import type { UnregisteredShown } from "#capabilities/anomaly/words.ts";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import type { WaitingDeclaration, WaitingDeclarations } from "#capabilities/declaration/words.ts";
import type { OwnNotice } from "#capabilities/notice/words.ts";
import { isNumber } from "#capabilities/registry/decide.ts";
import { visitForm } from "#capabilities/visit/decide.ts";
import { addDays } from "#kernel/day.ts";
import { fillGaps } from "../older.ts";
import type { OwnTrainingHere } from "../training/own.ts";
import { fold, type Folded } from "./fold.ts";
import type { Keep } from "./keep.ts";
import { asksOn } from "../visit/asks.ts";
import { isListed, righted } from "./kept.ts";
import {
  anomalyFrom,
  anomalyLinesFrom,
  checkLinesFrom,
  checksFrom,
  dueFrom,
  entriesFrom,
  fileFrom,
  lineFrom,
  photosFrom,
  type Scene,
  tasksFrom,
} from "./shown.ts";

/*
 * The phone answers its pages itself: the same paths and the same shapes as the server's, from the files that it keeps
 * and the commands that wait. A path that is not among them is the server's alone.
 */

fillGaps();

const byChild = (keep: Keep): Map<string, ReturnType<typeof commandsOf>> =>
  keep.commands.reduce((all, one) => {
    const { childId } = one.content;
    return all.set(childId, [...(all.get(childId) ?? []), one]);
  }, new Map<string, ReturnType<typeof commandsOf>>());

const commandsOf = (keep: Keep, childId: string) => keep.commands.filter((one) => one.content.childId === childId);

function foldedFile(keep: Keep, childId: string, commands = commandsOf(keep, childId)): Folded | undefined {
  const base = keep.files.get(childId);
  if (!base && !commands.some((one) => one.content.operation === "registry.register" && one.state !== "refused"))
    return undefined;
  const area = base?.area ?? (commands[0]?.content.body["area"] as string | undefined) ?? "";
  const acting = {
    visitor: keep.standing?.me.name ?? "",
    entrustment: keep.standing?.policy.entrustment,
    ahead: keep.village?.ahead ?? 0,
  };
  return fold(childId, area, base, commands, acting);
}

function foldedFiles(keep: Keep): Folded[] {
  const commands = byChild(keep);
  const ids = new Set([...keep.files.keys(), ...commands.keys()]);
  return [...ids].flatMap((id) => foldedFile(keep, id, commands.get(id) ?? []) ?? []);
}

const linesOf = (keep: Keep, scene: Scene): CaseLine[] =>
  foldedFiles(keep)
    .flatMap((one) => lineFrom(one, scene) ?? [])
    .filter((line) => line.open)
    // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is missing in the WebViews of older phones
    .sort(byUrgency);

type Reader = (keep: Keep, scene: Scene, childId: string, query: URLSearchParams) => unknown;

function children(keep: Keep, scene: Scene, _childId: string, query: URLSearchParams): unknown {
  const [name, level] = [query.get("name"), query.get("level")];
  const lines = linesOf(keep, scene).filter(
    (line) => (name === null || line.name.includes(name)) && (level === null || line.level === level),
  );
  return { lines, next: null };
}

function due(keep: Keep, scene: Scene): unknown {
  const until = addDays(scene.today, DUE_DAYS);
  const lines = linesOf(keep, scene).filter(({ dueOn }) => dueOn !== null && dueOn <= until);
  return { lines: lines.map((line) => dueFrom(line, scene)), next: null };
}

interface Dated {
  readonly due: string | null;
  readonly opened?: string;
}

/** Lines of all files, the nearest day first. */
const nearest =
  (linesIn: (file: Folded) => readonly Dated[]): Reader =>
  (keep) => {
    const key = ({ due: day, opened = "" }: Dated): string => `${day ?? "9999"} ${opened}`;
    const lines = foldedFiles(keep)
      .flatMap(linesIn)
      // oxlint-disable-next-line unicorn/no-array-sort -- toSorted is missing in the WebViews of older phones
      .sort((one, other) => (key(one) < key(other) ? -1 : 1));
    return { lines, next: null };
  };

const oneAnomaly: Reader = (keep, _scene, place) => {
  const [childId = "", no] = place.split("/");
  const file = foldedFile(keep, childId);
  return file && anomalyFrom(file, Number(no));
};

/** A receipt that waits here counts as one, at the moment of the clock as the last meeting corrected it. */
const notices = (keep: Keep): OwnNotice[] =>
  (keep.village?.own?.notices ?? []).map((notice) => {
    const receipt = keep.commands.find(
      ({ content, state }) =>
        content.operation === "notice.read" && content.childId === notice.id && state !== "refused",
    );
    if (!receipt || notice.readAt !== null) return notice;
    return { ...notice, readAt: righted(receipt.content.at, keep.village?.ahead ?? 0).toISOString() };
  });

/** Those on which this phone has said nothing yet: what waits in the outbox is settled here already. */
function declared({ village, commands }: Keep): readonly WaitingDeclaration[] {
  const said = new Set(
    commands.filter(({ state }) => state !== "refused").map(({ content }) => content.body["declarationId"]),
  );
  // none from a server of before there were any
  return (village?.own?.declarations ?? []).filter(({ id }) => !said.has(id));
}

/** Those that were said here and are still among the server's are not counted twice. */
function waitingHere(keep: Keep): WaitingDeclarations {
  const lines = [...declared(keep)];
  const { declared: count = 0, declarations = [] } = keep.village?.own ?? {};
  return { count: lines.length + Math.max(0, count - declarations.length), lines };
}

/** What the file says here of the parent and who cares: the server holds it against what was found since. */
export function seenHere(keep: Keep, childId: string, who: string): Record<string, FactValue> | undefined {
  const facts = foldedFile(keep, childId)?.state.registry.facts;
  if (!facts) return undefined;
  const isOf = (key: string): boolean => (key.startsWith(`${who}.`) || key.startsWith("carer.")) && !isNumber(key);
  return Object.fromEntries(Object.entries(facts).flatMap(([key, { value }]) => (isOf(key) ? [[key, value]] : [])));
}

/** Lines of lists without a file, but for those on which this phone has said something. */
function listed({ village, commands }: Keep): readonly UnregisteredShown[] {
  const said = new Set(
    commands
      .filter(({ content, state }) => isListed(content) && state !== "refused")
      .map(({ content }) => content.childId),
  );
  return (village?.own?.listed ?? []).filter(({ id }) => !said.has(id));
}

/** With the courses of which a sheet waits here: nobody but the server judges it. */
function training({ village, commands }: Keep): OwnTrainingHere | undefined {
  const own = village?.own?.training;
  const sheets = commands.filter(({ content, state }) => content.operation === "training.take" && state !== "refused");
  return own && { ...own, waiting: sheets.map(({ content }) => String(content.body["courseId"])) };
}

const ofFile =
  (read: (file: Folded, keep: Keep, scene: Scene) => unknown): Reader =>
  (keep, scene, childId) => {
    const file = foldedFile(keep, childId);
    return file && read(file, keep, scene);
  };

const child = "/api/registry/children/([^/]+)";
const readers: readonly (readonly [RegExp, Reader])[] = [
  [/^\/api\/caselist\/due$/, due],
  [/^\/api\/caselist\/children$/, children],
  [/^\/api\/task\/open$/, nearest(tasksFrom)],
  [/^\/api\/anomaly\/open$/, nearest(anomalyLinesFrom)],
  [/^\/api\/anomaly\/children\/([^/]+\/\d+)$/, oneAnomaly],
  [/^\/api\/anomaly\/unregistered$/, (keep) => ({ lines: listed(keep), next: null })],
  [/^\/api\/anomaly\/unregistered\/([^/]+)$/, (keep, _scene, id) => listed(keep).find((one) => one.id === id)],
  [/^\/api\/referral\/list$/, nearest(checkLinesFrom)],
  [/^\/api\/referral\/children\/([^/]+)$/, ofFile(checksFrom)],
  [/^\/api\/attachment\/children\/([^/]+)\/files$/, ofFile(photosFrom)],
  [/^\/api\/notice\/mine$/, notices],
  [/^\/api\/declaration\/waiting$/, waitingHere],
  [/^\/api\/declaration\/declarations\/([^/]+)$/, (keep, _scene, id) => declared(keep).find((one) => one.id === id)],
  [/^\/api\/training\/mine$/, training],
  [new RegExp(`^${child}$`), ofFile((file, _keep, scene) => fileFrom(file, scene))],
  [new RegExp(`^${child}/entries$`), ofFile((file, _keep, scene) => entriesFrom(file, scene.visitor))],
  [
    /^\/api\/visit\/children\/([^/]+)\/form$/,
    ofFile(({ state }, _keep, { village, today }) => ({
      form: village.policy,
      day: today,
      questions: visitForm(new Set(village.asked), state.registry, false),
      evidence: asksOn(village.evidence, today),
    })),
  ],
];

/** The phone's own answer to a path; undefined where it has none: the server is asked. */
export function answerLocally(keep: Keep, path: string): unknown {
  const { standing, village } = keep;
  if (!standing || !village?.whole) return undefined;
  const [plain = "", query = ""] = path.split("?");
  const scene: Scene = { today: keep.today(), policy: standing.policy, village, visitor: standing.me.name };
  for (const [pattern, read] of readers) {
    const match = pattern.exec(plain);
    if (match) return read(keep, scene, match[1] ?? "", new URLSearchParams(query));
  }
  return undefined;
}
