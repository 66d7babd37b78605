import type { DueLine, DuePage } from "#capabilities/caselist/words.ts";
import { address } from "../app/api.ts";
import { type Loaded, useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { visitName } from "../policy/policy.ts";
import type { ActHere } from "../registry/useActHere.tsx";
import { type TodayCard, TodoList } from "./TodoList.tsx";
import { first, SHOWN } from "./urgency.ts";

const dueIn = (when: string, area: string | undefined): string =>
  address("/api/caselist/due", { area, when, limit: SHOWN });

interface ListProps {
  readonly area: string | undefined;
  readonly act: ActHere;
}

function Due({ lines, area, act }: ListProps & { readonly lines: readonly DueLine[] }) {
  return (
    <TodoList
      lines={lines}
      area={area}
      what={(line) => ({ title: visitName(line.wants), under: line.director ?? "未配备儿童主任" })}
      by={(line) => line.dueOn}
      acts={(line) => act.buttons(line.childId, ["visit"])}
    />
  );
}

/** Nothing is due: what comes within the week, or where to look for what comes later. */
function Next({ area, act }: ListProps) {
  const week = useLoad<DuePage>(dueIn("week", area));
  return (
    <Show of={week}>
      {({ lines }) => (
        <>
          <Empty hint={lines.length === 0 ? <a href={linkTo("due", { area })}>看一个月内的</a> : "接下来六天内："}>
            {lines.length === 0 ? "眼下和六天内都没有到期的走访和联系。" : "眼下没有到期的走访和联系。"}
          </Empty>
          {lines.length > 0 && <Due lines={lines} area={area} act={act} />}
        </>
      )}
    </Show>
  );
}

function both(late: Loaded<DuePage>, today: Loaded<DuePage>): Loaded<DueLine[]> {
  return {
    data: late.data && today.data && first(late.data.lines, today.data.lines),
    refusal: late.refusal ?? today.refusal,
    loading: late.loading || today.loading,
    reload: () => {
      late.reload();
      today.reload();
    },
  };
}

/** What is due now and nothing else: the gravest level first, within it the longest waiting. */
export function First({ area, turn, act }: TodayCard & { readonly act: ActHere }) {
  const due = both(useLoad<DuePage>(dueIn("overdue", area)), useLoad<DuePage>(dueIn("today", area)));
  useReread(turn, due);
  return (
    <Card
      title="先办这些"
      note="已到期的走访和联系；等级高的在前，同级中等得最久的在前"
      more={<a href={linkTo("due", { area })}>全部到期</a>}
      flush
    >
      <Show of={due} lines={SHOWN}>
        {(lines) => (lines.length === 0 ? <Next area={area} act={act} /> : <Due lines={lines} area={area} act={act} />)}
      </Show>
    </Card>
  );
}
