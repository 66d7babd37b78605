import type { ReferralToday } from "#capabilities/referral/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import type { TodayCard } from "../caselist/TodoList.tsx";
import { Silent } from "../parts/states.tsx";
import { WaitingCard, type Waits } from "../parts/WaitingCard.tsx";

const waitingOf = (today: ReferralToday, area: string | undefined): readonly Waits[] =>
  (
    [
      ["部门已反馈，要向儿童回访核实", "check"],
      ["部门退回，要处理", "returned"],
      ["已逾期", "late"],
      ["已报上一级", "climbed"],
      ["临近期限", "reminded"],
    ] as const
  ).map(([title, show]) => ({
    title,
    count: today[show],
    link: linkTo("referrals", { area, show }),
    late: show === "late" || show === "climbed",
  }));

function Listed({ area, turn }: TodayCard) {
  const loaded = useLoad<ReferralToday>(address("/api/referral/today", { area }));
  useReread(turn, loaded);
  return (
    <Silent of={loaded} what="部门转介">
      {(today) => (
        <WaitingCard title="部门转介" link={linkTo("referrals", { area })} of={waitingOf(today, area)} unit="件" />
      )}
    </Silent>
  );
}

/** What waits of referrals today; where nothing waits, nothing is said. */
export function TodayReferrals(props: TodayCard) {
  const may = useMay();
  return may("referral.read") ? <Listed {...props} /> : null;
}
