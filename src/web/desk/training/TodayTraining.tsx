import type { Coverage } from "#capabilities/training/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { Card } from "../parts/Page.tsx";
import { Silent } from "../parts/states.tsx";

function Unexamined({ exam, area }: { readonly exam: number; readonly area: string | undefined }) {
  if (exam === 0) return null;
  return (
    <Card title="培训" more={<a href={linkTo("training", { area })}>打开</a>}>
      <p>
        <a href={linkTo("training", { area, state: "exam" })}>
          初任还没有考核合格 <b className="late">{exam}</b> 人
        </a>
      </p>
    </Card>
  );
}

function Listed({ area }: { readonly area: string | undefined }) {
  const coverage = useLoad<Coverage>(address("/api/training/coverage", { area }));
  return (
    <Silent of={coverage} what="培训">
      {({ whole }) => <Unexamined exam={whole.exam} area={area} />}
    </Silent>
  );
}

/** New ones who serve without having passed: a warning, and the work goes on. Where there are none, nothing is said. */
export function TodayTraining({ area }: { readonly area: string | undefined }) {
  const may = useMay();
  return may("training.read") ? <Listed area={area} /> : null;
}
