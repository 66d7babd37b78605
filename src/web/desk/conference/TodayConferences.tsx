import type { ConferenceToday } from "#capabilities/conference/words.ts";
import { address } from "../app/api.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import type { TodayCard } from "../caselist/TodoList.tsx";
import { CountedCard, type Waits } from "../parts/WaitingCard.tsx";

const waitingOf = (today: ConferenceToday, area: string | undefined): readonly Waits[] => {
  const show = (word: string): string => linkTo("conferences", { area, show: word });
  const board = (word: string): string => linkTo("conferences", { area, board: word });
  return [
    { title: "会期已到，要记纪要", count: today.hold, link: show("hold"), unit: "名" },
    { title: "部门没有按期回复邀请", count: today.silent, link: show("silent"), late: true, unit: "名" },
    { title: "要评估效果", count: today.review, link: show("review"), unit: "名" },
    { title: "会商已报上一级", count: today.overdue, link: show("climbed"), late: true, unit: "名" },
    { title: "决定不能落实，要处理", count: today.unable, link: board("unable") },
    { title: "决定已逾期", count: today.late, link: board("late"), late: true },
    { title: "决定已报上一级", count: today.climbed, link: board("climbed"), late: true },
    { title: "决定临近期限", count: today.reminded, link: board("reminded") },
  ];
};

/** What waits of conferences today; where nothing waits, nothing is said. */
export function TodayConferences({ area, turn }: TodayCard) {
  const may = useMay();
  if (!may("conference.read")) return null;
  return (
    <CountedCard<ConferenceToday>
      title="个案会商"
      path={address("/api/conference/today", { area })}
      link={linkTo("conferences", { area })}
      unit="项"
      waits={(counts) => waitingOf(counts, area)}
      turn={turn}
    />
  );
}
