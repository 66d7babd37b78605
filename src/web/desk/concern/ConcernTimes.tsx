import type { ConcernShown } from "#capabilities/concern/words.ts";
import { minuteText } from "../../ui/dayText.ts";
import { Card } from "../parts/Page.tsx";
import { isLate, sinceText } from "./since.ts";
import { useNow } from "./useNow.ts";

const steps = { receive: "受理", handle: "首次处置", tell: "反馈" } as const;

const wantedText = (hours: number): string => (hours === 0 ? "应当立即" : `应在${hours}小时内`);

/** When each step was done, or since when it waits; each with its hours and its clause. */
export function ConcernTimes({ concern }: { readonly concern: ConcernShown }) {
  const now = useNow();
  const done = { receive: concern.receivedAt, handle: concern.handledAt, tell: concern.toldAt };
  return (
    <Card title="时间">
      <dl className="law-life concern-times">
        <div>
          <dt>报告</dt>
          <dd>
            {minuteText(concern.reportedAt)}
            {concern.arrivedAt.slice(0, 16) !== concern.reportedAt.slice(0, 16) && (
              <small className="muted">{minuteText(concern.arrivedAt)} 送达（手机当时没有信号）</small>
            )}
          </dd>
        </div>
        {concern.limits.map(({ step, hours, clause }) => {
          const at = done[step as keyof typeof done];
          return (
            <div key={step}>
              <dt>{steps[step as keyof typeof steps]}</dt>
              <dd>
                {at === null ? (
                  <span className={isLate(concern.reportedAt, hours, now) ? "late" : undefined}>
                    还没有，报告后已过{sinceText(concern.reportedAt, now)}
                  </span>
                ) : (
                  minuteText(at)
                )}
                <small className="muted">
                  {wantedText(hours)}：{clause}
                </small>
              </dd>
            </div>
          );
        })}
        {concern.closedAt !== null && (
          <div>
            <dt>办结</dt>
            <dd>{minuteText(concern.closedAt)}</dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
