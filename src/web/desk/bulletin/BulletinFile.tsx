import { App, Button, Segmented } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useState } from "react";
import { type BulletinLine, type BulletinOpened, changes, type Counts } from "#capabilities/bulletin/words.ts";
import { longDay, minuteText } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { Steps } from "../parts/Steps.tsx";
import { Sum } from "../parts/Sum.tsx";
import { AmendForm } from "./AmendForm.tsx";
import { BulletinActs } from "./BulletinActs.tsx";
import { RecallForm } from "./RecallForm.tsx";
import { nameOf, stageText } from "./bulletinText.ts";

const isMade = ({ stage }: BulletinOpened): boolean => ["composed", "submitted", "sending", "dropped"].includes(stage);

/** What the list says, and what became of it. */
function Facts({ of }: { readonly of: BulletinOpened }) {
  const { counts } = of;
  const levels = counts.levels.map(({ title, children }) => `${title} ${children} 人`).join("，");
  const lines: readonly (readonly [string, string])[] = [
    ["状态", stageText(of)],
    ["人数", `${levels === "" ? `${of.lines} 人` : levels}${of.recalled > 0 && of.withdrawn === null ? `（其中 ${of.recalled} 人已撤回）` : ""}`],
    ["提供的信息", of.fields.join("、")],
    ["截至", minuteText(of.asOf)],
    ["拟定、复核", `${of.composer}${of.checker === null ? "" : `、${of.checker}`}`],
    ...(of.reason === "" ? [] : [["紧急通报理由", of.reason] as const]),
    ...(of.sentOn === null ? [] : [["发送", `${longDay(of.sentOn)}${of.number === null ? "" : `，提供编号 ${of.number}`}`] as const]),
    ...(of.receivedOn === null ? [] : [["签收", `${longDay(of.receivedOn)}，${of.receiver ?? ""}`] as const]),
    ...(of.withdrawn === null ? [] : [["撤回理由", of.withdrawn] as const]),
    ["依据", of.clause],
  ];
  return <Sum lines={lines} />;
} // prettier-ignore

const tabs = (of: BulletinOpened, counts: Counts) => [
  { value: "all", label: "全部" },
  { value: "new", label: `${changes.new} ${counts.new}` },
  { value: "changed", label: `${changes.changed} ${counts.changed}` },
  { value: "gone", label: `${changes.gone} ${counts.gone}` },
  ...(isMade(of) ? [{ value: "out", label: `已移出 ${counts.out}` }] : []),
];

const stateOf = (line: BulletinLine): string => {
  if (line.recalled !== null) return "已撤回";
  if (line.change === "changed") return `原为${line.before ?? ""}`;
  return line.added ? "另行列入" : changes[line.change];
};

function columnsOf(of: BulletinOpened, show: string, amend: (line: BulletinLine) => void): readonly Column<BulletinLine>[] {
  const amends = of.may.includes("amend") && show !== "gone";
  const recalls = of.may.includes("recall") && show !== "gone";
  return [
    {
      title: "儿童",
      look: "main",
      cell: (line) => (line.name === "" ? "（档案已迁出、封存或删除）" : <a href={linkTo(`children/${line.childId}`)}>{line.name}</a>),
    },
    { title: "等级", cell: (line) => <LevelBadge level={line.level} /> },
    { title: "村（社区）", cell: ({ place }) => place },
    {
      title: "与上次相比",
      cell: (line) => (
        <>
          {stateOf(line)}
          {line.reason !== "" && <small className="under">{line.reason}</small>}
        </>
      ),
    },
    ...(isMade(of) ? [] : [{ title: "帮扶", look: "num", cell: ({ helps }: BulletinLine) => (helps === 0 ? "—" : `${helps} 次`) } as const]),
    ...(amends || recalls
      ? [{ title: "办理", look: "act", cell: (line: BulletinLine) => (recalls && line.recalled !== null ? null : <Button size="small" onClick={() => amend(line)}>{recalls ? "撤回" : line.out ? "重新列入" : "移出"}</Button>) } as const]
      : []),
  ];
} // prettier-ignore

function Lines({ of, turn, amend }: { readonly of: BulletinOpened; readonly turn: number; readonly amend: (line: BulletinLine) => void }) {
  const { show = "all" } = usePlace().query;
  const lines = usePages<BulletinLine>(address(`/api/bulletin/lists/${of.id}/lines`, { show, turn: undefined }));
  return (
    <Card title="儿童" flush>
      <div className="filters bulletin-filters" key={turn}>
        <Segmented
          aria-label="与上次相比"
          value={show}
          options={tabs(of, of.counts)}
          onChange={(next) => go(linkTo(`bulletins/${of.id}`, { show: next === "all" ? undefined : next }), true)}
        />
      </div>
      <Show of={lines} lines={6}>
        {(page) =>
          page.lines.length === 0 ? (
            <Empty>这里没有儿童。</Empty>
          ) : (
            <>
              <Grid label="名单上的儿童" rows={page.lines} keyOf={({ childId }) => childId} columns={columnsOf(of, show, amend)} />
              <div className="list-foot">
                <PagesFoot of={lines} unit="人" />
              </div>
            </>
          )
        }
      </Show>
    </Card>
  );
} // prettier-ignore

function Life({ of }: { readonly of: BulletinOpened }) {
  return (
    <Card title="经过">
      <Steps steps={of.steps} />
    </Card>
  );
}

/** One list: what it says, whom it names, what may be done with it now. */
export function BulletinFile({ listId }: { readonly listId: string }) {
  const { message } = App.useApp();
  const one = useLoad<BulletinOpened>(`/api/bulletin/lists/${listId}`);
  const [turn, setTurn] = useState(0);
  const [chosen, choose] = useState<BulletinLine>();
  const recalls = one.data?.may.includes("recall") ?? false;
  const done = (said: string): void => {
    void message.success(said);
    choose(undefined);
    setTurn((n) => n + 1);
    one.reload();
  };
  return (
    <Page title={one.data ? nameOf(one.data) : "名单通报"} note={<a href={linkTo("bulletins")}>全部名单</a>}>
      <Show of={one} lines={6}>
        {(of) => (
          <>
            <Card title={of.title}>
              <Facts of={of} />
              <BulletinActs key={of.stage} of={of} done={done} />
            </Card>
            <Lines key={`${of.stage} ${turn}`} of={of} turn={turn} amend={choose} />
            <Life of={of} />
            <SideDrawer open={chosen !== undefined} onClose={() => choose(undefined)} title={recalls ? "撤回一名儿童" : chosen?.out ? "重新列入名单" : "移出名单"} size={640} destroyOnHidden className="action-drawer">
              {chosen && (recalls ? <RecallForm of={of} line={chosen} done={done} /> : <AmendForm listId={of.id} line={chosen} done={done} />)}
            </SideDrawer>
          </>
        )}
      </Show>
    </Page>
  );
} // prettier-ignore
