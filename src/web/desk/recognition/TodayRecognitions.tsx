import type { RecognitionToday } from "#capabilities/recognition/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import type { TodayCard } from "../caselist/TodoList.tsx";
import { Silent } from "../parts/states.tsx";
import { WaitingCard, type Waits } from "../parts/WaitingCard.tsx";

const shown = { township: "待乡镇（街道）查验", county: "待县级确认", late: "已逾期" } as const;

const waitingOf = (counts: RecognitionToday, area: string | undefined): readonly Waits[] =>
  (Object.keys(shown) as (keyof typeof shown)[]).map((show) => ({
    title: shown[show],
    count: counts[show],
    link: linkTo("recognitions", { area, show }),
    late: show === "late",
  }));

function Listed({ area, turn }: TodayCard) {
  const loaded = useLoad<RecognitionToday>(address("/api/recognition/today", { area }));
  useReread(turn, loaded);
  return (
    <Silent of={loaded} what="身份认定">
      {(counts) => (
        <WaitingCard title="身份认定" link={linkTo("recognitions", { area })} of={waitingOf(counts, area)} unit="件" />
      )}
    </Silent>
  );
}

/** Applications that wait; where nothing waits, nothing is said. */
export function TodayRecognitions(props: TodayCard) {
  const may = useMay();
  return may("recognition.read") ? <Listed {...props} /> : null;
}
