import type { RecognitionToday } from "#capabilities/recognition/words.ts";
import { address } from "../app/api.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import type { TodayCard } from "../caselist/TodoList.tsx";
import { CountedCard, type Waits } from "../parts/WaitingCard.tsx";

const shown = { township: "待乡镇（街道）查验", county: "待县级确认", late: "已逾期" } as const;

const waitingOf = (counts: RecognitionToday, area: string | undefined): readonly Waits[] =>
  (Object.keys(shown) as (keyof typeof shown)[]).map((show) => ({
    title: shown[show],
    count: counts[show],
    link: linkTo("recognitions", { area, show }),
    late: show === "late",
  }));

/** Applications that wait; where nothing waits, nothing is said. */
export function TodayRecognitions({ area, turn }: TodayCard) {
  const may = useMay();
  if (!may("recognition.read")) return null;
  return (
    <CountedCard<RecognitionToday>
      title="身份认定"
      path={address("/api/recognition/today", { area })}
      link={linkTo("recognitions", { area })}
      unit="件"
      waits={(counts) => waitingOf(counts, area)}
      turn={turn}
    />
  );
}
