import { App, Segmented } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import type { InboxLine, ReferralShown, ReferralToday } from "#capabilities/referral/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Silent } from "../parts/states.tsx";
import { type Numbered, numberedKey, numberedOf, useOpened } from "../parts/useOpened.ts";
import { DepartmentActs, onTheWay } from "./DepartmentActs.tsx";
import { InboxConferences } from "../conference/InboxConferences.tsx";
import { InboxCount, whenNames } from "./InboxCount.tsx";
import { Life } from "./Life.tsx";
import { Offline } from "./Offline.tsx";
import { inboxColumns } from "./referralColumns.tsx";
import "../styles/form.css";
import "../styles/comparison.css";
import "../styles/referral.css";

/** One that was sent to this department: what was given, and the answer. */
function Opened({ line, close, done }: { readonly line: Numbered | undefined; readonly close: () => void; readonly done: (said: string, stays: boolean) => void }) {
  const one = useLoad<ReferralShown>(line && `/api/referral/inbox/${line.childId}/${line.no}`);
  return (
    <SideDrawer open={line !== undefined} onClose={close} title="收到的转介" size={640} destroyOnHidden className="action-drawer">
      {line && (
        <Show of={one}>
          {(shown) =>
            shown.childId === line.childId && shown.no === line.no ? (
              <>
                <Life shown={shown} />
                <DepartmentActs
                  key={shown.stage}
                  shown={shown}
                  done={(said) => {
                    done(said, onTheWay.includes(said));
                    one.reload();
                  }}
                />
              </>
            ) : null
          }
        </Show>
      )}
    </SideDrawer>
  );
} // prettier-ignore

const whens = ["urgent", "late", "climbed", "reminded"] as const;
type When = (typeof whens)[number];
const isWhen = (text: string | undefined): text is When => whens.some((when) => when === text);

/** How much waits, and what of it cannot wait: the department's reminder. */
function Counted({ of }: { readonly of: ReferralToday }) {
  if (of.answer === 0) return null;
  return (
    <InboxCount
      word="转介待办理"
      all={{ count: of.answer, link: linkTo("inbox") }}
      parts={whens.map((when) => ({ title: whenNames[when], count: of[when], link: linkTo("inbox", { when }) }))}
      late={of.late + of.urgent > 0}
    />
  );
}

/** What was sent to this department in this area, urgent ones and then the oldest first, answered on one page. */
export function Inbox() {
  const { today } = useMe();
  const { message } = App.useApp();
  const { query } = usePlace();
  const open = query["open"] === "no" ? "no" : "yes";
  const when = open === "yes" && isWhen(query["when"]) ? query["when"] : undefined;
  const chosen = useOpened("at");
  const lines = usePages<InboxLine>(address("/api/referral/inbox", { open, when }));
  const counted = useLoad<ReferralToday>("/api/referral/inbox/today");
  const done = (said: string, stays: boolean): void => {
    void message.success(said);
    if (!stays) chosen.shut();
    lines.reload();
    counted.reload();
  };
  return (
    <Page title="收到的转介" note="转介给本部门的儿童，紧急的和最早收到的在前；请在期限内签收、办理并反馈结果">
      <div className="filters">
        <Segmented
          aria-label="状态"
          value={open}
          options={[
            { value: "yes", label: "待办理" },
            { value: "no", label: "已答复" },
          ]}
          onChange={(next) => go(linkTo("inbox", { open: next === "no" ? "no" : undefined }))}
        />
      </div>
      <Silent of={counted} what="待办理的件数">{(found) => <Counted of={found} />}</Silent>
      <InboxConferences open={open} />
      <Card
        title={open === "no" ? "已答复" : when ? `待办理：${whenNames[when]}` : "待办理"}
        more={when && <a href={linkTo("inbox")}>看全部待办理</a>}
        flush
      >
        <Show of={lines} lines={6}>
          {({ lines: found }) =>
            found.length === 0 ? (
              <Empty>{when ? "没有这样的转介。" : open === "yes" ? "没有等本部门办理的转介。" : "还没有答复过转介。"}</Empty>
            ) : (
              <>
                <Grid
                  label="收到的转介"
                  rows={found}
                  keyOf={({ childId, no }) => `${childId} ${no}`}
                  columns={inboxColumns(today, (line) => chosen.open(numberedKey(line)))}
                />
                <div className="list-foot">
                  <PagesFoot of={lines} unit="件" total={open === "yes" ? counted.data?.[when ?? "answer"] : undefined} />
                </div>
              </>
            )
          }
        </Show>
      </Card>
      <Offline
        title="离线办理"
        note="下载待办表，填好“办理”和“办理结果或退回理由”两列再交回；同一份再交一次不会重复办理"
        word="待办表"
        from="/api/referral/inbox/file"
        to="/api/referral/inbox/workbook"
        done={lines.reload}
      />
      <Opened line={numberedOf(chosen.key)} close={chosen.shut} done={done} />
    </Page>
  );
} // prettier-ignore
