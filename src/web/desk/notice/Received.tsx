import { App, Button } from "antd";
import { useState } from "react";
import type { OwnNotice } from "#capabilities/notice/words.ts";
import { newId } from "#kernel/id.ts";
import { dueText, longDay } from "../../ui/dayText.ts";
import { useLoad, useSend } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { useLines } from "../caselist/useLines.ts";
import { Card } from "../parts/Page.tsx";
import { Empty, Refused, Show } from "../parts/states.tsx";
import { dayOf, isUnread } from "./noticeText.ts";

function Receipt({ notice, done }: { readonly notice: OwnNotice; readonly done: () => void }) {
  const { message } = App.useApp();
  const { sending, refusal, send } = useSend(newId);
  const read = async (): Promise<void> => {
    if (!(await send(`/api/notice/notices/${notice.id}/read`, {}))) return;
    void message.success("已告诉发通知的人");
    done();
  };
  return (
    <div className="buttons">
      <Button type="primary" loading={sending} onClick={() => void read()}>
        看过了
      </Button>
      <Refused refusal={refusal} />
    </div>
  );
}

function About({ childIds }: { readonly childIds: readonly string[] }) {
  const lineOf = useLines(childIds);
  const here = childIds.flatMap((id) => lineOf(id) ?? []);
  if (here.length === 0) return null;
  return (
    <p>
      说的是：
      {here.map(({ childId, name }) => (
        <a key={childId} className="notice-child" href={linkTo(`children/${childId}`)}>
          {name}
        </a>
      ))}
    </p>
  );
}

function One({ notice, done }: { readonly notice: OwnNotice; readonly done: () => void }) {
  const { today } = useMe();
  const { title, sender, sentAt, words, readBy, readAt, withdrawnAt, withdrawnWhy, remindedAt, childIds } = notice;
  return (
    <Card title={title} note={`${sender}，${longDay(dayOf(sentAt))}发`}>
      {withdrawnAt === null ? (
        <>
          <p className="notice-words">{words}</p>
          <About childIds={childIds} />
          <p className={isUnread(notice) && readBy < today ? "late" : "muted"}>
            {readAt === null ? `阅读期限：${dueText(readBy, today)}` : `${longDay(dayOf(readAt))}看过`}
            {isUnread(notice) && remindedAt !== null && "；对方又提醒了一次"}
          </p>
          {isUnread(notice) && <Receipt notice={notice} done={done} />}
        </>
      ) : (
        <p className="muted">这条通知已经撤回：{withdrawnWhy}</p>
      )}
    </Card>
  );
}

/** What this post was written: what waits to be read first. */
export function Received() {
  const [shown, setShown] = useState(10);
  const mine = useLoad<readonly OwnNotice[]>("/api/notice/mine");
  return (
    <Show of={mine} lines={5}>
      {(all) => {
        if (all.length === 0) return <Empty>没有收到通知。</Empty>;
        const ordered = [...all.filter(isUnread), ...all.filter((one) => !isUnread(one))];
        const unread = all.filter(isUnread).length;
        return (
          <div className="notice-list">
            {unread > 0 && <p className="muted">其中 {unread} 条要看。</p>}
            {ordered.slice(0, shown).map((notice) => (
              <One key={notice.id} notice={notice} done={mine.reload} />
            ))}
            {ordered.length > shown && <Button onClick={() => setShown(shown + 10)}>更多</Button>}
          </div>
        );
      }}
    </Show>
  );
}
