import type { ReferralToday } from "#capabilities/referral/words.ts";
import { address } from "../app/api.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import type { TodayCard } from "../caselist/TodoList.tsx";
import { CountedCard, type Waits } from "../parts/WaitingCard.tsx";

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

/** What waits of referrals today; where nothing waits, nothing is said. */
export function TodayReferrals({ area, turn }: TodayCard) {
  const may = useMay();
  if (!may("referral.read")) return null;
  return (
    <CountedCard<ReferralToday>
      title="部门转介"
      path={address("/api/referral/today", { area })}
      link={linkTo("referrals", { area })}
      unit="件"
      waits={(counts) => waitingOf(counts, area)}
      turn={turn}
    />
  );
}
