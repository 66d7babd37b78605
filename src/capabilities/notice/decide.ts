import { addDays, type Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { kinds, ladder, type NoticePost, type SendNotice } from "./words.ts";

/** As it is shown; whose id it is stands in the entry. */
interface By {
  readonly name: string;
}

/** A child that a notice is about: where it lived then decides who is told of it. */
export interface AboutChild {
  readonly childId: Id;
  readonly area: AreaCode;
}

export interface Notice {
  readonly title: string;
  readonly words: string;
  readonly posts: readonly NoticePost[];
  readonly areas: readonly AreaCode[];
  readonly children: readonly AboutChild[];
  readonly readBy: Day;
  readonly by: By;
  readonly reminders: number;
  readonly remindedOn: Day | null;
  readonly withdrawn: string | null;
}

export interface NoticeState {
  readonly notice?: Notice;
}

export const initial: NoticeState = {};

export function evolve(state: NoticeState, entry: { kind: string; body: Record<string, unknown> }): NoticeState {
  if (entry.kind === kinds.sent) {
    const sent = entry.body as unknown as Omit<Notice, "reminders" | "remindedOn" | "withdrawn">;
    return { notice: { ...sent, reminders: 0, remindedOn: null, withdrawn: null } };
  }
  const { notice } = state;
  if (!notice) return state;
  if (entry.kind === kinds.reminded)
    return { notice: { ...notice, reminders: notice.reminders + 1, remindedOn: entry.body["on"] as Day } };
  if (entry.kind === kinds.withdrawn) return { notice: { ...notice, withdrawn: String(entry.body["reason"]) } };
  return state;
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

/** As a reader sees it: one width, and without the signs that nobody sees (a number copied from a chat brings some). */
const seen = (text: string): string => text.normalize("NFKC").replace(/\p{Cf}/gu, "");

const numerals = "〇一二三四五六七八九";
const numeral = /[〇零○幺一二三四五六七八九]/g;
const digitOf = (sign: string): string => (sign === "幺" ? "1" : String(Math.max(0, numerals.indexOf(sign))));
/** As many as a telephone has, one after the other: fewer are a year or a count. */
const spelled = /[〇零○幺一二三四五六七八九](?:[\s·\-–—_]*[〇零○幺一二三四五六七八九]){10,}/g;

/** Digits as people type them: full-width ones, those with a space, a dot or a dash between, and spelled ones (一三八). */
const digitsOf = (text: string): string =>
  seen(text)
    .replace(spelled, (run) => run.replace(numeral, digitOf))
    .replace(/(?<=[\dXx])[\s.·\-–—－_]+(?=[\dXx])/g, "");

/** Fifteen digits are an id number where its day of birth can be one: three hotlines in a row are as long. */
const ID_NUMBER = /(?<!\d)(?:\d{17}[\dXx]|\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?!\d)/;

/**
 * What a notice may not hold, because it comes to many phones (个人信息保护法 28): a number of 15 or 18 characters as an id
 * has it, or a mobile telephone, which may be a child's or a guardian's. An office's landline or 110 stays possible.
 */
export function privateIn(text: string): "id_number" | "mobile" | undefined {
  const digits = digitsOf(text);
  if (ID_NUMBER.test(digits)) return "id_number";
  return /(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)/.test(digits) ? "mobile" : undefined;
}

/** Errors: notice.id_number, notice.mobile. */
function requireNothingPrivate(text: string): void {
  const held = privateIn(text);
  if (held) throw new Problem(`notice.${held}`);
}

const unspaced = (text: string): string => seen(text).replace(/\s/g, "");

/** Whether a text names one of them, with gaps in the name or without; a single sign is a word as well. */
export function isNaming(text: string, names: readonly string[]): boolean {
  const bare = unspaced(text);
  return names.map(unspaced).some((name) => name.length > 1 && bare.includes(name));
}

const isBelow = (post: NoticePost, sender: string): boolean =>
  ladder.indexOf(post) > ladder.indexOf(sender as NoticePost);

/** What the server knows when a notice is sent. */
export interface Sending {
  readonly today: Day;
  readonly by: By;
  readonly post: string;
  readonly areas: readonly AreaCode[];
  readonly children: readonly AboutChild[];
  /** Names of the children that it is about: it may name none of them. */
  readonly names: readonly string[];
}

const LONGEST_DAYS = 366;

/** Errors: notice.day_wrong, notice.post_above, notice.id_number, notice.mobile, notice.names_child. */
export function sendNotice(command: Omit<SendNotice, "id" | "areas" | "childIds">, sending: Sending): Drafted[] {
  const { title, words, posts, readBy } = command;
  const { today, by, areas, children } = sending;
  if (readBy < today || readBy > addDays(today, LONGEST_DAYS)) throw new Problem("notice.day_wrong", { day: readBy });
  if (!posts.every((post) => isBelow(post, sending.post))) throw new Problem("notice.post_above");
  const text = `${title}\n${words}`;
  requireNothingPrivate(text);
  if (isNaming(text, sending.names)) throw new Problem("notice.names_child");
  return [{ kind: kinds.sent, body: { title, words, posts, areas, children, readBy, by } }];
}

/** Errors: notice.unknown (404). */
export function getNotice({ notice }: NoticeState): Notice {
  if (!notice) throw notFound("notice.unknown");
  return notice;
}

/** Errors: notice.unknown (404), notice.withdrawn (409). */
function standing(state: NoticeState): Notice {
  const notice = getNotice(state);
  if (notice.withdrawn !== null) throw conflict("notice.withdrawn");
  return notice;
}

/** Those who have not read it are told once more, at most once a day (国办函〔2026〕12号). Errors: notice.reminded (409). */
export function remindNotice(state: NoticeState, { today, by }: Pick<Sending, "today" | "by">): Drafted[] {
  if (standing(state).remindedOn === today) throw conflict("notice.reminded");
  return [{ kind: kinds.reminded, body: { on: today, by } }];
}

/** Its readers read why: the reason holds as little as the notice. Errors: notice.withdrawn (409), notice.id_number, notice.mobile. */
export function withdrawNotice(state: NoticeState, reason: string, by: By): Drafted[] {
  standing(state);
  requireNothingPrivate(reason);
  return [{ kind: kinds.withdrawn, body: { reason, by } }];
}

/** A receipt: of one person, for one notice, once. `before`: whether there is one. */
export const readNotice = (noticeId: Id, by: By, before: boolean): Drafted[] =>
  before ? [] : [{ kind: kinds.read, body: { noticeId, by } }];
