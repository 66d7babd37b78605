import { Card } from "./Page.tsx";

/** So many of something wait, and the list that holds exactly them. */
export interface Waits {
  readonly title: string;
  readonly count: number;
  readonly link: string;
  readonly late?: boolean;
  readonly unit?: string;
}

/** A card of Today: numbers, each the way to its list. Nothing where nothing waits. */
export function WaitingCard({
  title,
  link,
  of,
  unit,
}: {
  readonly title: string;
  readonly link: string;
  readonly of: readonly Waits[];
  readonly unit: string;
}) {
  const waiting = of.filter(({ count }) => count > 0);
  if (waiting.length === 0) return null;
  return (
    <Card title={title} more={<a href={link}>打开</a>}>
      <ul className="plain">
        {waiting.map((one) => (
          <li key={one.title}>
            <a href={one.link}>
              {one.title} <b className={one.late ? "late" : undefined}>{one.count}</b> {one.unit ?? unit}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
