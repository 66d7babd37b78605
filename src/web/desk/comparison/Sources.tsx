import { Button } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useState } from "react";
import type { Kind, SourceShown, Sources as Shown } from "#capabilities/comparison/words.ts";
import { sourceEventNames } from "#capabilities/comparison/zh.ts";
import { longDay, minuteText } from "../../ui/dayText.ts";
import { useAct } from "../account/useAct.ts";
import { call } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { Card } from "../parts/Page.tsx";
import { Empty, Refused, Show } from "../parts/states.tsx";
import { ownerText } from "./listText.ts";
import { SourceForm } from "./SourceForm.tsx";

function nextText({ active, retryAt, nextOn }: SourceShown): string {
  if (!active) return "已停用";
  return retryAt === null ? `下次 ${longDay(nextOn)}` : `${minuteText(retryAt)} 再取`;
}

/** What was done with a source, the newest first. */
function Events({ of }: { readonly of: SourceShown["events"] }) {
  return (
    <ul className="law-notes" aria-label="取数记录">
      {of.map(({ at, what, by, host, problem, listId }) => (
        <li key={`${at} ${what}`}>
          {minuteText(at)}，{by}：{listId === null ? sourceEventNames[what] : <a href={linkTo(`lists/${listId}`)}>{sourceEventNames[what]}</a>}（{host}）
          {problem !== null && <span className="late"> {problem}</span>}
        </li>
      ))}
    </ul>
  );
} // prettier-ignore

interface SourceProps {
  readonly of: SourceShown;
  readonly edit: () => void;
  readonly done: () => void;
}

function Source({ of, edit, done }: SourceProps) {
  const { busy, refusal, act } = useAct();
  const pull = async (): Promise<void> => {
    await act(() => call("POST", `/api/comparison/sources/${of.kind}/fetch`));
    done();
  };
  return (
    <li className="list-row">
      <div className="list-row-head">
        <b>{of.title}</b>
        <span className="muted">
          {ownerText(of.department)}，每月 {of.dayOfMonth} 日，{of.holder}负责
        </span>
        <span className={of.retryAt === null ? undefined : "late"}>{nextText(of)}</span>
      </div>
      <p className="muted">{of.url}</p>
      <Events of={of.events} />
      <div className="buttons">
        <Button loading={busy} onClick={() => void pull()}>
          现在取一次
        </Button>
        <Button onClick={edit}>修改</Button>
      </div>
      <Refused refusal={refusal} />
    </li>
  );
}

/** Where lists of departments are fetched from, once a month; what comes is compared like an upload. */
export function Sources({ kinds, done }: { readonly kinds: readonly Kind[]; readonly done: () => void }) {
  const loaded = useLoad<Shown>("/api/comparison/sources");
  const [edited, edit] = useState<SourceShown | "new">();
  const changed = (): void => {
    edit(undefined);
    loaded.reload();
    done();
  };
  return (
    <Card title="从部门接口取数" note="按月从部门的接口取名单，与上传的名单一样比对">
      <Show of={loaded}>
        {({ hosts, sources }) => (
          <>
            {sources.length > 0 && (
              <ul className="list-rows">
                {sources.map((source) => (
                  <Source key={source.id} of={source} edit={() => edit(source)} done={changed} />
                ))}
              </ul>
            )}
            {hosts.length === 0 ? (
              <Empty>服务器的运行单位还没有允许从任何主机取数，需要时请联系系统管理员。</Empty>
            ) : (
              <div className="buttons">
                <Button onClick={() => edit("new")}>新增来源</Button>
              </div>
            )}
            <SideDrawer open={edited !== undefined} onClose={() => edit(undefined)} title="部门接口来源" size={640} destroyOnHidden className="action-drawer">
              {edited && <SourceForm of={edited === "new" ? undefined : edited} kinds={edited === "new" ? kinds.filter(({ id }) => !sources.some(({ kind }) => kind === id)) : kinds} hosts={hosts} done={changed} />}
            </SideDrawer>
          </>
        )}
      </Show>
    </Card>
  );
} // prettier-ignore
