import { App, Button } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useState } from "react";
import { type BulletinShown, helpKinds, type HelpShown, type ToldLine } from "#capabilities/bulletin/words.ts";
import { newId } from "#kernel/id.ts";
import { longDay, shortDay } from "../../ui/dayText.ts";
import { useLoad, useSend } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Refused, Show } from "../parts/states.tsx";
import { Offline } from "../referral/Offline.tsx";
import { HelpForm } from "./HelpForm.tsx";

export function Helps({ helps, today }: { readonly helps: readonly HelpShown[]; readonly today: string }) {
  if (helps.length === 0) return null;
  return (
    <ul className="plain bulletin-helps">
      {helps.map(({ kind, what, by, on, note }, n) => (
        <li key={n}>
          {shortDay(on, today)}　{helpKinds[kind]}：{what}
          <small className="under">
            {by}
            {note !== "" && `。${note}`}
          </small>
        </li>
      ))}
    </ul>
  );
}

const columns = (today: string, may: boolean, open: (line: ToldLine) => void): readonly Column<ToldLine>[] => [
  {
    title: "儿童",
    look: "main",
    cell: ({ name, recalled, levelTitle }) => (
      <>
        {recalled !== null ? `（已撤回：${recalled}）` : name === "" ? "（信息已停止提供）" : name}
        <small className="under bulletin-level">{levelTitle}</small>
      </>
    ),
  },
  {
    title: "提供的信息",
    cell: ({ facts }) => (
      <dl className="bulletin-facts">
        {facts.map(({ key, label, text }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    ),
  },
  {
    title: "已反馈的帮扶",
    cell: ({ helps }) => (helps.length === 0 ? <span className="muted">—</span> : <Helps helps={helps} today={today} />),
  },
  ...(may
    ? [
        {
          title: "办理",
          look: "act",
          cell: (line: ToldLine) =>
            line.name === "" ? null : (
              <Button size="small" onClick={() => open(line)}>
                反馈帮扶
              </Button>
            ),
        } as const,
      ]
    : []),
]; // prettier-ignore

function Head({ of, done }: { readonly of: BulletinShown; readonly done: (said: string) => void }) {
  const { sending, refusal, send } = useSend(newId);
  const receive = async (): Promise<void> => {
    if (await send(`/api/bulletin/inbox/${of.id}/receive`, {})) done("已签收");
  };
  return (
    <Card title={`${of.areaName}民政部门通报，${of.lines} 人`}>
      {of.withdrawn !== null && <p className="said said-open">这份名单已被撤回：{of.withdrawn}。请不要再使用，已下载的请销毁。</p>}
      {of.withdrawn === null && of.recalled > 0 && (
        <p className="said said-open">其中 {of.recalled} 人已被撤回（见名单），请不要再使用其信息；已下载的请销毁，需要时重新下载。</p>
      )}
      {of.reason !== "" && <p className="said said-open">紧急通报：{of.reason}</p>}
      <p className="muted bulletin-basis">
        {of.sentOn !== null && `${longDay(of.sentOn)}通报`}
        {of.number !== null && `，提供编号 ${of.number}`}。依据：{of.clause}。名单只用于关爱帮扶，不得转发、公开或用于考核排名。
      </p>
      {of.may.includes("receive") ? (
        <div className="referral-buttons">
          <Button type="primary" loading={sending} onClick={() => void receive()}>
            签收名单
          </Button>
        </div>
      ) : (
        of.receivedOn !== null && <p className="said">{longDay(of.receivedOn)}已签收（{of.receiver}）</p>
      )}
      <Refused refusal={refusal} />
    </Card>
  );
} // prettier-ignore

function Lines({ of, done }: { readonly of: BulletinShown; readonly done: (said: string) => void }) {
  const { today } = useMe();
  const [chosen, choose] = useState<ToldLine>();
  const lines = usePages<ToldLine>(`/api/bulletin/inbox/${of.id}/lines`);
  const helped = (said: string): void => {
    choose(undefined);
    lines.reload();
    done(said);
  };
  return (
    <Card title="儿童" flush>
      <Show of={lines} lines={6}>
        {(page) => (
          <>
            <Grid label="通报的儿童" rows={page.lines} keyOf={({ childId }) => childId} columns={columns(today, of.may.includes("help"), choose)} />
            <div className="list-foot">
              <PagesFoot of={lines} unit="人" />
            </div>
          </>
        )}
      </Show>
      <SideDrawer open={chosen !== undefined} onClose={() => choose(undefined)} title={chosen && `反馈帮扶 · ${chosen.name}`} size={640} destroyOnHidden className="action-drawer">
        {chosen && <HelpForm listId={of.id} childId={chosen.childId} done={helped} />}
      </SideDrawer>
    </Card>
  );
} // prettier-ignore

/** One list as its department reads it: signed for, and help given back child by child. */
export function Received({ listId }: { readonly listId: string }) {
  const { message } = App.useApp();
  const one = useLoad<BulletinShown>(`/api/bulletin/inbox/${listId}`);
  const [turn, setTurn] = useState(0);
  const done = (said: string): void => {
    void message.success(said);
    one.reload();
  };
  return (
    <Page title="通报的儿童名单" note={<a href={linkTo("received")}>收到的全部名单</a>}>
      <Show of={one} lines={6}>
        {(of) => (
          <>
            <Head of={of} done={done} />
            <Lines key={turn} of={of} done={done} />
            {of.may.includes("help") && (
              <Offline
                title="离线反馈"
                note="下载反馈表，填好帮扶各列再交回；一名儿童有几次帮扶的，复制该行另填；同一份再交一次不会重复记录"
                word="反馈表"
                from={`/api/bulletin/inbox/${of.id}/file`}
                to="/api/bulletin/inbox/workbook"
                done={() => {
                  one.reload();
                  setTurn((n) => n + 1);
                }}
              />
            )}
          </>
        )}
      </Show>
    </Page>
  );
}
