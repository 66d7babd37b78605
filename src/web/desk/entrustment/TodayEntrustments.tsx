import type { EntrustmentCounts } from "#capabilities/entrustment/words.ts";
import { address } from "../app/api.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import type { TodayCard } from "../caselist/TodoList.tsx";
import { CountedCard, type Waits } from "../parts/WaitingCard.tsx";

const shown = {
  unable: "照护人不能胜任",
  without: "还没有签委托照护书",
  waiting: "有人待补签",
  ending: "委托照护书快到期",
} as const;

const waitingOf = (counts: EntrustmentCounts, area: string | undefined): readonly Waits[] =>
  (Object.keys(shown) as (keyof typeof shown)[]).map((show) => ({
    title: shown[show],
    count: counts[show],
    link: linkTo("entrustment", { area, show }),
    late: show === "unable",
  }));

/** What waits of agreements of care; where nothing waits, nothing is said. */
export function TodayEntrustments({ area, turn }: TodayCard) {
  const may = useMay();
  if (!may("entrustment.read")) return null;
  return (
    <CountedCard<EntrustmentCounts>
      title="委托照护"
      path={address("/api/entrustment/counts", { area })}
      link={linkTo("entrustment", { area })}
      unit="人"
      waits={(counts) => waitingOf(counts, area)}
      turn={turn}
    />
  );
}
