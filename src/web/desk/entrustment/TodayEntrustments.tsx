import type { EntrustmentCounts } from "#capabilities/entrustment/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";

const shown = {
  unable: "照护人不能胜任",
  without: "还没有签委托照护书",
  waiting: "有人待补签",
  ending: "委托照护书快到期",
} as const;

interface TodayProps {
  readonly area: string | undefined;
  readonly turn: number;
}

function Listed({ area, turn }: TodayProps) {
  const loaded = useLoad<EntrustmentCounts>(address("/api/entrustment/counts", { area }));
  useReread(turn, loaded);
  const { data } = loaded;
  const waiting = data ? (Object.keys(shown) as (keyof typeof shown)[]).filter((show) => data[show] > 0) : [];
  if (!data || waiting.length === 0) return null;
  return (
    <Card title="委托照护" more={<a href={linkTo("entrustment", { area })}>打开</a>}>
      <ul className="plain">
        {waiting.map((show) => (
          <li key={show}>
            <a href={linkTo("entrustment", { area, show })}>
              {shown[show]} <b className={show === "unable" ? "late" : undefined}>{data[show]}</b> 人
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What waits of agreements of care; where nothing waits, nothing is said. */
export function TodayEntrustments(props: TodayProps) {
  const may = useMay();
  return may("entrustment.read") ? <Listed {...props} /> : null;
}
