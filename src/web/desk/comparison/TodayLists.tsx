import type { ListsToday } from "#capabilities/comparison/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { CountedCard, type Waits } from "../parts/WaitingCard.tsx";

const link = linkTo("lists");

function waits({ dropOn, held, failing }: ListsToday): readonly Waits[] {
  const until = dropOn === null ? "" : `（最早一份 ${longDay(dropOn)}后自动撤销）`;
  return [
    { title: `等待确认是否完整${until}`, count: held, link, late: true, unit: "份" },
    { title: "部门接口取数失败", count: failing, link, late: true, unit: "个" },
  ];
}

/** Lists in doubt, before the clock lets go of them, and sources of which nothing has come. */
export function TodayLists() {
  const may = useMay();
  if (!may("comparison.upload")) return null;
  return (
    <CountedCard<ListsToday> title="部门名单比对" path="/api/comparison/today" link={link} unit="份" waits={waits} />
  );
}
