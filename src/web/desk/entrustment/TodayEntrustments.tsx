import type { EntrustmentCounts } from "#capabilities/entrustment/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import type { TodayCard } from "../caselist/TodoList.tsx";
import { Silent } from "../parts/states.tsx";
import { WaitingCard, type Waits } from "../parts/WaitingCard.tsx";

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

function Listed({ area, turn }: TodayCard) {
  const loaded = useLoad<EntrustmentCounts>(address("/api/entrustment/counts", { area }));
  useReread(turn, loaded);
  return (
    <Silent of={loaded} what="委托照护">
      {(counts) => (
        <WaitingCard title="委托照护" link={linkTo("entrustment", { area })} of={waitingOf(counts, area)} unit="人" />
      )}
    </Silent>
  );
}

/** What waits of agreements of care; where nothing waits, nothing is said. */
export function TodayEntrustments(props: TodayCard) {
  const may = useMay();
  return may("entrustment.read") ? <Listed {...props} /> : null;
}
