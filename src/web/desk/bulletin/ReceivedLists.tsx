import type { BulletinShown } from "#capabilities/bulletin/words.ts";
import { isId } from "#kernel/id.ts";
import { shortDay } from "../../ui/dayText.ts";
import { usePages } from "../app/pages.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { Received } from "./Received.tsx";
import "../styles/form.css";
import "../styles/comparison.css";
import "../styles/referral.css";
import "../styles/bulletin.css";

const linkOf = ({ id }: BulletinShown): string => linkTo(`received/${id}`);

const stateOf = ({ stage, receivedOn }: BulletinShown): string =>
  stage === "withdrawn" ? "已被撤回" : receivedOn === null ? "待签收" : "已签收";

const columns = (today: string): readonly Column<BulletinShown>[] => [
  {
    title: "名单",
    look: "main",
    cell: (one) => (
      <>
        {one.kind === "urgent" && <b className="referral-urgent">紧急</b>}
        <a href={linkOf(one)}>{one.kind === "urgent" ? "需要紧急关爱的儿童" : "定期通报名单"}</a>
        <small className="under">{one.areaName}民政部门</small>
      </>
    ),
  },
  {
    title: "状态",
    cell: (one) => (
      <span className="stacked">
        <span className={stateOf(one) === "待签收" ? "soon" : undefined}>{stateOf(one)}</span>
        {one.recalled > 0 && one.stage === "sent" && <small className="late">{one.recalled} 人已被撤回</small>}
      </span>
    ),
  },
  { title: "人数", look: "num", cell: ({ lines }) => lines },
  { title: "已反馈", look: "num", cell: ({ helped }) => helped },
  { title: "收到", look: "quiet", cell: ({ sentOn }) => (sentOn === null ? "" : shortDay(sentOn, today)) },
];

function Listed() {
  const { today } = useMe();
  const lists = usePages<BulletinShown>("/api/bulletin/inbox");
  return (
    <Card title="名单" flush>
      <Show of={lists} lines={5}>
        {(page) =>
          page.lines.length === 0 ? (
            <Empty>还没有收到名单。</Empty>
          ) : (
            <>
              <Grid label="收到的名单" columns={columns(today)} rows={page.lines} keyOf={({ id }) => id} linkOf={linkOf} />
              <div className="list-foot">
                <PagesFoot of={lists} unit="份" />
              </div>
            </>
          )
        }
      </Show>
    </Card>
  );
} // prettier-ignore

/** What civil affairs told this department of, in its area alone. */
export function ReceivedLists({ parts }: { readonly parts: readonly string[] }) {
  const [listId] = parts;
  if (listId !== undefined && isId(listId)) return <Received listId={listId} />;
  return (
    <Page title="收到的名单" note="民政部门通报的儿童名单，只用于关爱帮扶；请签收，并逐人反馈做了什么">
      <Listed />
    </Page>
  );
}
