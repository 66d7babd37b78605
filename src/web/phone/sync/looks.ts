import { type Day, isDay } from "#kernel/day.ts";
import type { Keep } from "./keep.ts";

/*
 * Which files were opened on the phone itself, once for each day: kept sealed beside the rest, told to the server at the
 * next meeting, and forgotten once it is there (未成年人网络保护条例 36). Lists are no files; nothing is noted of how long.
 */

export interface PhoneLook {
  readonly childId: string;
  readonly day: Day;
}

/** What one meeting tells at most; the rest goes with the next one. */
export const TOLD_MOST = 500;

const LOOKS = "looks";
const opens =
  /^\/api\/(?:registry|visit|anomaly|referral)\/children\/([0-9a-f-]{36})(?:\/(?:entries|form|\d+))?(?:\?|$)/;

/** Whose file a page reads; undefined for lists and the rest. */
export const childRead = (path: string): string | undefined => opens.exec(path)?.[1];

const markOf = ({ childId, day }: PhoneLook): string => `${day} ${childId}`;

export function looksFrom(noted: unknown): PhoneLook[] {
  if (typeof noted !== "object" || noted === null) return [];
  return Object.keys(noted).flatMap((mark) => {
    const [day = "", childId = ""] = mark.split(" ");
    return isDay(day) && childId !== "" ? [{ childId, day }] : [];
  });
}

const notedWith = (looks: readonly PhoneLook[]): Record<string, true> =>
  looks.reduce<Record<string, true>>((all, look) => {
    all[markOf(look)] = true;
    return all;
  }, {});

type Notes = Pick<Keep, "draft" | "keepDraft">;

/** Looks that the server has not been told of. */
export const looksIn = (keep: Notes): PhoneLook[] => looksFrom(keep.draft(LOOKS));

/** Notes that a file was opened, once a day. Errors: QuotaExceededError. */
export async function noteLook(keep: Notes, path: string, day: Day): Promise<void> {
  const childId = childRead(path);
  if (childId === undefined) return;
  const held = looksIn(keep);
  if (held.some((look) => look.childId === childId && look.day === day)) return;
  await keep.keepDraft(LOOKS, notedWith([...held, { childId, day }]));
}

/** The server has these. */
export async function forgetLooks(keep: Notes, told: readonly PhoneLook[]): Promise<void> {
  if (told.length === 0) return;
  const marks = told.map(markOf);
  const left = looksIn(keep).filter((look) => marks.indexOf(markOf(look)) === -1);
  await keep.keepDraft(LOOKS, left.length === 0 ? undefined : notedWith(left));
}
