import type { ReferralToday } from "#capabilities/referral/words.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";

interface Waiting {
  readonly title: string;
  readonly count: number;
  readonly link: string;
  readonly late?: boolean;
}

const waitingOf = (today: ReferralToday): readonly Waiting[] => [
  { title: "部门已反馈，要向儿童回访核实", count: today.check, link: linkTo("referrals", { show: "house" }) },
  { title: "部门退回，要处理", count: today.returned, link: linkTo("referrals", { show: "house" }) },
  { title: "已逾期", count: today.late, link: linkTo("referrals", { show: "late" }), late: true },
  { title: "已报上一级", count: today.climbed, link: linkTo("referrals", { show: "climbed" }), late: true },
  { title: "临近期限", count: today.reminded, link: linkTo("referrals") },
];

function Listed({ turn }: { readonly turn: number }) {
  const loaded = useLoad<ReferralToday>("/api/referral/today");
  useReread(turn, loaded);
  const waiting = loaded.data ? waitingOf(loaded.data).filter(({ count }) => count > 0) : [];
  if (waiting.length === 0) return null;
  return (
    <Card title="部门转介" more={<a href={linkTo("referrals")}>打开</a>}>
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

/** What waits of referrals today; where nothing waits, nothing is said. */
export function TodayReferrals(props: { readonly turn: number }) {
  const may = useMay();
  return may("referral.read") ? <Listed {...props} /> : null;
}
