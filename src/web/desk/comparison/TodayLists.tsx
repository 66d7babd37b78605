import type { ListsToday } from "#capabilities/comparison/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { Silent } from "../parts/states.tsx";
import { WaitingCard } from "../parts/WaitingCard.tsx";

function Waiting({ of: data }: { readonly of: ListsToday }) {
  const link = linkTo("lists");
  const until = data.dropOn === null ? "" : `（最早一份 ${longDay(data.dropOn)}后自动撤销）`;
  const of = [
    { title: `等待确认是否完整${until}`, count: data.held, link, late: true, unit: "份" },
    { title: "部门接口取数失败", count: data.failing, link, late: true, unit: "个" },
  ];
  return <WaitingCard title="部门名单比对" link={link} of={of} unit="份" />;
}

function Listed() {
  const today = useLoad<ListsToday>("/api/comparison/today");
  return (
    <Silent of={today} what="部门名单比对">
      {(found) => <Waiting of={found} />}
    </Silent>
  );
}

/** Lists in doubt, before the clock lets go of them, and sources of which nothing has come. */
export function TodayLists() {
  const may = useMay();
  return may("comparison.upload") ? <Listed /> : null;
}
