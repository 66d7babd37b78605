import type { AreaCode } from "#kernel/scope.ts";
import type { ConcernFigure } from "./words.ts";

/** A report as far as its times go. */
export interface Times {
  readonly area: AreaCode;
  readonly arrivedAt: string;
  readonly receivedAt: string | null;
  readonly handledAt: string | null;
}

const minutes = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));

/** The middle one of an even number is the mean of its two, in whole minutes; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}

/** How long it took from a report's arrival, by areas of so many digits. What has not been done yet counts in no median. */
export function figuresOf(reports: readonly Times[], digits: number): ConcernFigure[] {
  const areas = Map.groupBy(reports, ({ area }) => area.slice(0, digits));
  const figures = [...areas].map(([area, here]): ConcernFigure => {
    const took = (to: "receivedAt" | "handledAt"): number[] =>
      here.flatMap(({ arrivedAt, [to]: at }) => (at === null ? [] : [minutes(arrivedAt, at)]));
    const [received, handled] = [took("receivedAt"), took("handledAt")];
    return {
      area,
      reports: here.length,
      received: received.length,
      toReceive: medianOf(received),
      handled: handled.length,
      toHandle: medianOf(handled),
    };
  });
  return figures.toSorted((a, b) => (a.area < b.area ? -1 : 1));
}
