import { App, Button } from "antd";
import { useState } from "react";
import { postNames } from "#capabilities/account/words.ts";
import { type NoticeReader, type NoticeShown, READERS_MOST } from "#capabilities/notice/words.ts";
import { newId } from "#kernel/id.ts";
import { dueText, longDay, minuteText } from "../../ui/dayText.ts";
import { type Loaded, useLoad, useSend } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot } from "../parts/FormFoot.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { Empty, Refused, Show } from "../parts/states.tsx";
import { dayOf, postsText } from "./noticeText.ts";
import "../styles/notice.css";
import "../styles/form.css";

interface ActProps {
  readonly notice: NoticeShown;
  readonly reload: () => void;
}

/** One press for all who have not read it; once a day. */
function Remind({ notice, reload }: ActProps) {
  const { today } = useMe();
  const { message } = App.useApp();
  const { sending, refusal, send } = useSend(newId);
  const left = notice.people - notice.read;
  const done = notice.remindedAt !== null && dayOf(notice.remindedAt) === today;
  const remind = async (): Promise<void> => {
    if (!(await send(`/api/notice/notices/${notice.id}/remind`, {}))) return;
    void message.success(`已提醒还没有看的 ${left} 人`);
    reload();
  };
  if (left === 0) return null;
  return (
    <div className="buttons">
      <Button type="primary" loading={sending} disabled={done} onClick={() => void remind()}>
        提醒还没有看的 {left} 人
      </Button>
      {done && <span className="muted">今天已经提醒过，一天最多一次</span>}
      <Refused refusal={refusal} />
    </div>
  );
}

function Withdraw({ notice, reload }: ActProps) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const withdraw = async (): Promise<void> => {
    if (!(await send(`/api/notice/notices/${notice.id}/withdraw`, { reason: reason.trim() }))) return;
    void message.success("已撤回，对方看不到内容了");
    reload();
  };
  if (!open) return <Button onClick={() => setOpen(true)}>撤回…</Button>;
  return (
    <CommandForm submit={withdraw}>
      <ReasonInput
        title="为什么撤回"
        hint="对方会看到这条理由，看不到原来的内容；撤回后不能恢复"
        required
        value={reason}
        onChange={setReason}
      />
      <FormFoot refusal={refusal} sending={sending} disabled={reason.trim().length < 4} word="撤回" danger />
    </CommandForm>
  );
}

const columns = (place: (code: string) => string): readonly Column<NoticeReader>[] => [
  { title: "姓名", look: "main", cell: (one) => one.name },
  { title: "岗位", cell: (one) => postNames[one.post as keyof typeof postNames] },
  { title: "地方", cell: (one) => place(one.area) },
  { title: "看过", cell: (one) => (one.readAt === null ? <b>还没有看</b> : minuteText(one.readAt)) },
];

function Readers({ notice: { readers, people, read } }: { readonly notice: NoticeShown }) {
  const { area } = useMe();
  const pathOf = useAreaPaths(readers.map((one) => one.area));
  const more = people > READERS_MOST ? `；列出前 ${READERS_MOST} 人` : "";
  return (
    <Card title="谁看过" note={`应看 ${people} 人，看过 ${read} 人，还没有看 ${people - read} 人${more}`} flush>
      {readers.length === 0 ? (
        <Empty>现在没有人担任这些岗位。</Empty>
      ) : (
        <Grid
          label="谁看过"
          columns={columns((code) => placeText(pathOf(code), area))}
          rows={readers}
          keyOf={(one) => one.personId}
        />
      )}
    </Card>
  );
}

function Life({ notice }: { readonly notice: NoticeShown }) {
  const { today } = useMe();
  const { sender, sentAt, readBy, posts, areas, reminders, childIds } = notice;
  return (
    <p className="muted">
      {sender}于{minuteText(sentAt)}发给{postsText(posts)}（{areas.length} 处）；阅读期限 {longDay(readBy)}（
      {dueText(readBy, today)}）{reminders > 0 && `；提醒过 ${reminders} 次`}
      {childIds.length > 0 && `；涉及 ${childIds.length} 名儿童，各主任只看到本村的`}
    </p>
  );
}

/** One notice: its words, who has read it, and what may be done with it. */
export function NoticeFile({ id }: { readonly id: string }) {
  const shown: Loaded<NoticeShown> = useLoad(`/api/notice/notices/${id}`);
  return (
    <Page title="通知" note={<a href={linkTo("notices", { which: "out" })}>发出的通知</a>}>
      <Show of={shown} lines={8}>
        {(notice) => (
          <>
            <Card title={notice.title}>
              <p className="notice-words">{notice.words}</p>
              <Life notice={notice} />
              {notice.withdrawnAt === null ? (
                notice.own && (
                  <div className="notice-acts">
                    <Remind notice={notice} reload={shown.reload} />
                    <Withdraw notice={notice} reload={shown.reload} />
                  </div>
                )
              ) : (
                <p>
                  <b>已撤回</b>：{notice.withdrawnWhy}
                </p>
              )}
            </Card>
            <Readers notice={notice} />
          </>
        )}
      </Show>
    </Page>
  );
}
