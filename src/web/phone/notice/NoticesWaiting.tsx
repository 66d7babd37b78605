/** @jsxImportSource preact */
import type { OwnNotice } from "#capabilities/notice/words.ts";
import { hashOf } from "../hash.ts";
import { text } from "../language/text.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";

export const isUnread = ({ readAt, withdrawnAt }: OwnNotice): boolean => readAt === null && withdrawnAt === null;

function Waiting() {
  const { me } = useSession();
  const notices = useLoaded<readonly OwnNotice[]>("/api/notice/mine");
  const unread = notices.state === "here" ? notices.value.filter(isUnread) : [];
  if (unread.length === 0) return null;
  const late = unread.some(({ readBy, remindedAt }) => readBy < me.today || remindedAt !== null);
  return (
    <a class={`note wide-link${late ? " bad" : ""}`} href={hashOf({ page: "notices" })} data-group="notices">
      {text("notice.waiting", { n: unread.length })}
    </a>
  );
}

/** 通知 that wait to be read, above the work of the day; nothing where there are none. */
export function NoticesWaiting() {
  const { me } = useSession();
  return me.permissions.includes("notice.read") ? <Waiting /> : null;
}
