import { useLoad } from "../app/load.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "./Page.tsx";
import { Silent } from "./states.tsx";

/** So many of something wait, and the list that holds exactly them. */
export interface Waits {
  readonly title: string;
  readonly count: number;
  readonly link: string;
  readonly late?: boolean;
  readonly unit?: string;
}

interface WaitingProps {
  readonly title: string;
  readonly link: string;
  readonly unit: string;
}

/** A card of Today: numbers, each the way to its list. Nothing where nothing waits. */
function WaitingCard({ title, link, of, unit }: WaitingProps & { readonly of: readonly Waits[] }) {
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

interface CountedProps<Counts> extends WaitingProps {
  /** Where the numbers are read, and what they are of. */
  readonly path: string;
  readonly waits: (counts: Counts) => readonly Waits[];
  /** Goes up where something was done on the page that they may tell of. */
  readonly turn?: number;
}

/** The same, of numbers that are read for it: that they could not be read is said. */
export function CountedCard<Counts>({ path, waits, turn = 0, ...card }: CountedProps<Counts>) {
  const loaded = useLoad<Counts>(path);
  useReread(turn, loaded);
  return (
    <Silent of={loaded} what={card.title}>
      {(counts) => <WaitingCard {...card} of={waits(counts)} />}
    </Silent>
  );
}
