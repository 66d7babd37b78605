import { Button, Segmented } from "antd";
import type { NoticeLine } from "#capabilities/notice/words.ts";
import { isId } from "#kernel/id.ts";
import { shortDay } from "../../ui/dayText.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { DueDay } from "../caselist/columns.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { Received } from "./Received.tsx";
import { NoticeFile } from "./NoticeFile.tsx";
import { dayOf, postsText } from "./noticeText.ts";
import { WriteForm } from "./WriteForm.tsx";
import "../styles/notice.css";

const linkOf = ({ id }: NoticeLine): string => linkTo(`notices/${id}`);

/** How far it has been read; what was withdrawn is no longer asked for. */
function State({ line, today }: { readonly line: NoticeLine; readonly today: string }) {
  if (line.withdrawnAt !== null) return <span className="muted">已撤回</span>;
  if (line.read >= line.people) return <>都看过了</>;
  return <DueDay due={line.readBy} today={today} />;
}

const columns = (place: (code: string) => string, today: string): readonly Column<NoticeLine>[] => [
  { title: "标题", look: "main", cell: (line) => <a href={linkOf(line)}>{line.title}</a> },
  { title: "发给", cell: (line) => postsText(line.posts) },
  {
    title: "地方",
    cell: (line) => `${place(line.areas[0] ?? "")}${line.areas.length > 1 ? `等 ${line.areas.length} 处` : ""}`,
  },
  { title: "看过", look: "num", cell: (line) => `${line.read} / ${line.people}` },
  { title: "阅读期限", cell: (line) => <State line={line} today={today} /> },
  { title: "发出", look: "quiet", cell: (line) => `${shortDay(dayOf(line.sentAt), today)} ${line.sender}` },
];

function Sent() {
  const me = useMe();
  const sent = usePages<NoticeLine>("/api/notice/notices");
  const pathOf = useAreaPaths((sent.data?.lines ?? []).flatMap((line) => line.areas.slice(0, 1)));
  const place = (code: string): string =>
    code === me.area ? (me.areaPath.at(-1) ?? "") : placeText(pathOf(code), me.area);
  return (
    <Show of={sent} lines={5}>
      {(page) =>
        page.lines.length === 0 ? (
          <Empty hint="发出后，可以看到谁看过、谁还没有看。">本单位还没有发过通知。</Empty>
        ) : (
          <>
            <Grid label="发出的通知" columns={columns(place, me.today)} rows={page.lines} keyOf={(line) => line.id} linkOf={linkOf} />
            <PagesFoot of={sent} unit="条" />
          </>
        )
      }
    </Show>
  ); // prettier-ignore
}

const tabs = [
  { value: "in", label: "收到的" },
  { value: "out", label: "发出的" },
];

/** 通知: what came from above, and what one's own office has sent. */
export function Notices({ parts }: { readonly parts: readonly string[] }) {
  const [id] = parts;
  if (id === "new") return <WriteForm />;
  return id !== undefined && isId(id) ? <NoticeFile key={id} id={id} /> : <Lists />;
}

function Lists() {
  const may = useMay();
  const writes = may("notice.write");
  const asked = usePlace().query["which"];
  const which = writes && asked !== "in" ? "out" : "in";
  return (
    <Page
      title="通知"
      note="通知会到对方的手机上，没有信号也能看；里面不能有孩子的信息"
      actions={
        writes && (
          <Button type="primary" href={linkTo("notices/new")}>
            写通知
          </Button>
        )
      }
    >
      {writes && (
        <div className="filters">
          <Segmented
            aria-label="通知"
            options={tabs}
            value={which}
            onChange={(next) => go(linkTo("notices", { which: next }))}
          />
        </div>
      )}
      {which === "out" ? <Sent /> : <Received />}
    </Page>
  );
}
