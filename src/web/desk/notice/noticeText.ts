// not from words.ts: its schemas weigh more than all of 今日, which shows notices, too
import { postWords } from "#capabilities/notice/zh.ts";
import type { OwnNotice } from "#capabilities/notice/words.ts";

export const isUnread = ({ readAt, withdrawnAt }: Pick<OwnNotice, "readAt" | "withdrawnAt">): boolean =>
  readAt === null && withdrawnAt === null;

const words: Readonly<Record<string, string>> = postWords;
export const postsText = (posts: readonly string[]): string => posts.map((post) => words[post] ?? post).join("、");

/** The day in China of an instant. */
export const dayOf = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
