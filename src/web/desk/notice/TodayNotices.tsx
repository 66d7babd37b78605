import { NotificationOutlined } from "@ant-design/icons";
import type { OwnNotice } from "#capabilities/notice/words.ts";
import { dueText } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { Silent } from "../parts/states.tsx";
import { isUnread } from "./noticeText.ts";
import "../styles/notice.css";

function Line({ unread }: { readonly unread: readonly OwnNotice[] }) {
  const { today } = useMe();
  const [first] = unread.toSorted((a, b) => (a.readBy < b.readBy ? -1 : 1));
  if (!first) return null;
  return (
    <a className="notice-line" href={linkTo("notices", { which: "in" })}>
      <NotificationOutlined aria-hidden="true" />
      <b>{unread.length} 条通知要看</b>
      <span>
        {first.title}（阅读期限：{dueText(first.readBy, today)}）
      </span>
    </a>
  );
}

/** 通知 that wait to be read; nothing where there are none. */
export function TodayNotices() {
  const mine = useLoad<readonly OwnNotice[]>("/api/notice/mine");
  return (
    <Silent of={mine} what="通知">
      {(all) => <Line unread={all.filter(isUnread)} />}
    </Silent>
  );
}
