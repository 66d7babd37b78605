import { daysBetween } from "#kernel/day.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { Card } from "../parts/Page.tsx";
import { nextDue } from "./nextDue.ts";
import type { ReturnTitle } from "./return.ts";

/** Which return is due next, and in how many days: as the policy of the area says; nothing where none is. */
export function ReturnsDue({ area }: { readonly area: string | undefined }) {
  const { today } = useMe();
  const titles = useLoad<readonly ReturnTitle[]>(address("/api/returns", { area }));
  const due = nextDue(titles.data ?? [], today);
  if (due.length === 0) return null;
  return (
    <Card title="报表报送" flush>
      <ul className="todo">
        {due.map(({ id, title, on }) => (
          <li key={id}>
            <a href={linkTo(`returns/${id}`, { area })} className="todo-return">
              <span className="todo-who">
                <b>{title}</b>
                <small>{longDay(on)}报送</small>
              </span>
              <span className={daysBetween(today, on) <= 7 ? "soon" : undefined}>
                {on === today ? "今天报送" : `还有${daysBetween(today, on)}天`}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
