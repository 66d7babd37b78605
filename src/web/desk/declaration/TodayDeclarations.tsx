import type { WaitingDeclarations } from "#capabilities/declaration/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { Card } from "../parts/Page.tsx";
import { Silent } from "../parts/states.tsx";

function Waiting({ count, area }: { readonly count: number; readonly area: string | undefined }) {
  if (count === 0) return null;
  const link = linkTo("declarations", { area });
  return (
    <Card title="外出务工报备" more={<a href={link}>打开</a>}>
      <p>
        <a href={link}>
          <b>{count}</b> 位家长报备外出，等待确认
        </a>
      </p>
    </Card>
  );
}

function Listed({ area }: { readonly area: string | undefined }) {
  const waiting = useLoad<WaitingDeclarations>(address("/api/declaration/waiting", { area }));
  return (
    <Silent of={waiting} what="外出务工报备">
      {({ count }) => <Waiting count={count} area={area} />}
    </Silent>
  );
}

/** Parents who wait for somebody's word; where nobody waits, nothing is said. */
export function TodayDeclarations(props: { readonly area: string | undefined }) {
  const may = useMay();
  return may("declaration.read") ? <Listed {...props} /> : null;
}
