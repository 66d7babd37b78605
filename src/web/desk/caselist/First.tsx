import type { DueLine, DuePage } from "#capabilities/caselist/words.ts";
import { address } from "../app/api.ts";
import { type Loaded, useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { Card } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { visitName } from "../policy/policy.ts";
import { DueDay, fileLink } from "./columns.tsx";
import { first, SHOWN } from "./urgency.ts";

const dueIn = (when: string, area: string | undefined): string =>
  address("/api/caselist/due", { area, when, limit: SHOWN });

function Todo({ lines, area }: { readonly lines: readonly DueLine[]; readonly area: string | undefined }) {
  const { area: own, today } = useMe();
  const pathOf = useAreaPaths(lines.map((line) => line.area));
  return (
    <ul className="todo">
      {lines.map((line) => (
        <li key={line.childId}>
          <a href={fileLink(line)}>
            <LevelBadge level={line.level} />
            <span className="todo-who">
              <b>{line.name}</b>
              <small>{placeText(pathOf(line.area), area ?? own)}</small>
            </span>
            <span className="todo-what">
              {visitName(line.wants)}
              <small>{line.director ?? "未配备儿童主任"}</small>
            </span>
            <DueDay due={line.dueOn} today={today} />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Nothing is due: what comes within the week, or where to look for what comes later. */
function Next({ area }: { readonly area: string | undefined }) {
  const week = useLoad<DuePage>(dueIn("week", area));
  return (
    <Show of={week}>
      {({ lines }) => (
        <>
          <Empty hint={lines.length === 0 ? <a href={linkTo("due", { area })}>看一个月内的</a> : "接下来六天内："}>
            {lines.length === 0 ? "眼下和六天内都没有到期的走访和联系。" : "眼下没有到期的走访和联系。"}
          </Empty>
          {lines.length > 0 && <Todo lines={lines} area={area} />}
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
export function First({ area }: { readonly area: string | undefined }) {
  const due = both(useLoad<DuePage>(dueIn("overdue", area)), useLoad<DuePage>(dueIn("today", area)));
  return (
    <Card
      title="先办这些"
      note="已到期的；等级高的在前，同级中等得最久的在前"
      more={<a href={linkTo("due", { area })}>全部到期</a>}
      flush
    >
      <Show of={due} lines={SHOWN}>
        {(lines) => (lines.length === 0 ? <Next area={area} /> : <Todo lines={lines} area={area} />)}
      </Show>
    </Card>
  );
}
