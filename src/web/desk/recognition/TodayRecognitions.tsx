import type { RecognitionToday } from "#capabilities/recognition/words.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";

function Listed({ turn }: { readonly turn: number }) {
  const loaded = useLoad<RecognitionToday>("/api/recognition/today");
  useReread(turn, loaded);
  const { township = 0, county = 0, late = 0 } = loaded.data ?? {};
  const waiting = [
    { title: "待乡镇（街道）查验", count: township, show: "township" },
    { title: "待县级确认", count: county, show: "county" },
    { title: "已逾期", count: late, show: "late" },
  ].filter(({ count }) => count > 0);
  if (waiting.length === 0) return null;
  return (
    <Card title="身份认定" more={<a href={linkTo("recognitions")}>打开</a>}>
      <ul className="plain">
        {waiting.map(({ title, count, show }) => (
          <li key={title}>
            <a href={linkTo("recognitions", { show })}>
              {title} <b className={show === "late" ? "late" : undefined}>{count}</b> 件
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Applications that wait; where nothing waits, nothing is said. */
export function TodayRecognitions(props: { readonly turn: number }) {
  const may = useMay();
  return may("recognition.read") ? <Listed {...props} /> : null;
}
