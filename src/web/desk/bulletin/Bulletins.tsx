import { Select } from "antd";
import type { BulletinShown, BulletinToday, Waiting } from "#capabilities/bulletin/words.ts";
import { isId } from "#kernel/id.ts";
import { shortDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { BulletinFile } from "./BulletinFile.tsx";
import { nameOf, stageText } from "./bulletinText.ts";
import { DueCard, MissedCard } from "./DueCard.tsx";
import { waitingTitles } from "./waitingTitles.ts";
import "../styles/form.css";
import "../styles/comparison.css";
import "../styles/referral.css";
import "../styles/bulletin.css";

const linkOf = ({ id }: BulletinShown): string => linkTo(`bulletins/${id}`);

const columns = (today: string): readonly Column<BulletinShown>[] => [
  {
    title: "名单",
    look: "main",
    cell: (one) => (
      <>
        <a href={linkOf(one)}>{nameOf(one)}</a>
        <small className="under">{one.areaName}</small>
      </>
    ),
  },
  { title: "状态", cell: (one) => <span className={one.may.includes("check") ? "soon" : undefined}>{stageText(one)}</span> },
  { title: "人数", look: "num", cell: ({ lines }) => lines },
  { title: "已有帮扶", look: "num", cell: ({ sentOn, helped }) => (sentOn === null ? "—" : helped) },
  {
    title: "拟定、复核",
    look: "quiet",
    cell: ({ composer, checker }) => (checker === null ? composer : `${composer}、${checker}`),
  },
  {
    title: "日期",
    look: "quiet",
    cell: ({ sentOn, composedOn }) =>
      sentOn === null ? `${shortDay(composedOn, today)}拟定` : `${shortDay(sentOn, today)}发送`,
  },
]; // prettier-ignore

const isWaiting = (text: string | undefined): text is Waiting =>
  text !== undefined && Object.hasOwn(waitingTitles, text);

function Listed({ counts }: { readonly counts: BulletinToday | undefined }) {
  const { today } = useMe();
  const asked = usePlace().query["waiting"];
  const waiting = isWaiting(asked) ? asked : undefined;
  const lists = usePages<BulletinShown>(address("/api/bulletin/lists", { waiting }));
  const options = Object.entries(waitingTitles).map(([value, label]) => ({
    value,
    label: counts ? `${label} ${counts[value as Waiting]} 份` : label,
  }));
  const choice = (
    <Select
      aria-label="查看哪些名单"
      placeholder="全部名单"
      allowClear
      popupMatchSelectWidth={false}
      options={options}
      value={waiting ?? null}
      onChange={(next: string | null | undefined) => go(linkTo("bulletins", { waiting: next ?? undefined }))}
    />
  );
  return (
    <Card title={waiting ? waitingTitles[waiting] : "名单"} more={choice} flush>
      <Show of={lists} lines={5}>
        {(page) =>
          page.lines.length === 0 ? (
            <Empty>{waiting ? "没有这样的名单。" : "还没有拟定过名单。"}</Empty>
          ) : (
            <>
              <Grid label="通报名单" columns={columns(today)} rows={page.lines} keyOf={({ id }) => id} linkOf={linkOf} />
              <div className="list-foot">
                <PagesFoot of={lists} unit="份" total={waiting && counts?.[waiting]} />
              </div>
            </>
          )
        }
      </Show>
    </Card>
  );
} // prettier-ignore

/** Lists to other departments: what is due, what is being made, what was sent. */
export function Bulletins({ parts }: { readonly parts: readonly string[] }) {
  const [listId] = parts;
  const isOne = listId !== undefined && isId(listId);
  const today = useLoad<BulletinToday>(isOne ? undefined : "/api/bulletin/today");
  if (isOne) return <BulletinFile listId={listId} />;
  return (
    <Page
      title="名单通报"
      note="按政策把红、黄、蓝等级儿童名单定期通报有关部门：拟定、另一人复核、发送、签收、反馈帮扶"
    >
      <Show of={today} lines={3}>
        {(found) => (
          <>
            <DueCard today={found} />
            <MissedCard today={found} />
          </>
        )}
      </Show>
      <Listed counts={today.data} />
    </Page>
  );
}
