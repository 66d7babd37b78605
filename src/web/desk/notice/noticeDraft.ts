import { privateIn } from "#capabilities/notice/decide.ts";
import type { NoticePost } from "#capabilities/notice/words.ts";
import { problems } from "#capabilities/notice/zh.ts";

/** What is being written. */
export interface Draft {
  readonly title: string;
  readonly words: string;
  readonly readBy: string | null;
  readonly posts: readonly NoticePost[];
  readonly area: string | null;
}

/** What the server would refuse, said while it is typed: the same rule on both sides. */
export function heldIn({ title, words }: Pick<Draft, "title" | "words">): string | undefined {
  const held = privateIn(`${title}\n${words}`);
  return held && problems[`notice.${held}`];
}
