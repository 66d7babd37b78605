import type { ConferenceToday } from "#capabilities/conference/words.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";

const waitingOf = (today: ConferenceToday) => [
  { title: "会期已到，要记纪要", count: today.hold, link: linkTo("conferences", { show: "hold" }), late: false },
  { title: "部门没有按期回复邀请", count: today.silent, link: linkTo("conferences"), late: true },
  { title: "要评估效果", count: today.review, link: linkTo("conferences", { show: "review" }), late: false },
  { title: "会商已报上一级", count: today.overdue, link: linkTo("conferences", { show: "climbed" }), late: true },
  { title: "决定不能落实，要处理", count: today.unable, link: linkTo("conferences", { board: "unable" }), late: false },
  { title: "决定已逾期", count: today.late, link: linkTo("conferences", { board: "late" }), late: true },
  { title: "决定已报上一级", count: today.climbed, link: linkTo("conferences", { board: "climbed" }), late: true },
  { title: "决定临近期限", count: today.reminded, link: linkTo("conferences"), late: false },
]; // prettier-ignore

function Listed({ turn }: { readonly turn: number }) {
  const loaded = useLoad<ConferenceToday>("/api/conference/today");
  useReread(turn, loaded);
  const waiting = loaded.data ? waitingOf(loaded.data).filter(({ count }) => count > 0) : [];
  if (waiting.length === 0) return null;
  return (
    <Card title="个案会商" more={<a href={linkTo("conferences")}>打开</a>}>
      <ul className="plain">
        {waiting.map(({ title, count, link, late }) => (
          <li key={title}>
            <a href={link}>
              {title} <b className={late ? "late" : undefined}>{count}</b> 件
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What waits of conferences today; where nothing waits, nothing is said. */
export function TodayConferences(props: { readonly turn: number }) {
  const may = useMay();
  return may("conference.read") ? <Listed {...props} /> : null;
}
