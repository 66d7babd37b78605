import type { Awaited, DueAnswer, DueLine } from "#capabilities/returns/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { Card } from "../parts/Page.tsx";
import { Silent } from "../parts/states.tsx";
import { daysText, handedText, keyOf, lineLink, takenBackText, toldToday, whenText } from "./dueLines.ts";
import { useHanding } from "./useHanding.tsx";

function Line({ line, area }: { readonly line: DueLine; readonly area: string }) {
  const { today } = useMe();
  const { handed, takenBack, title, days } = line;
  return (
    <a href={lineLink(line, area)} className="todo-return">
      <span className="todo-who">
        <b>{title}</b>
        <small>{whenText(line)}</small>
        {handed && <small>{handedText(line, today)}</small>}
        {takenBack && <small className="late">{takenBackText(takenBack, today)}</small>}
      </span>
      {handed === null && <span className={days < 0 ? "late" : days <= 7 ? "soon" : undefined}>{daysText(days)}</span>}
    </a>
  );
}

/** How many of those below have not said that they sent it. */
function Missing({ of: { title, due, days, offices, missing }, area }: { readonly of: Awaited; readonly area: string }) {
  return (
    <a href={linkTo("returns/due", { area })} className="todo-return">
      <span className="todo-who">
        <b>下级报送：{title}</b>
        <small>
          {longDay(due)}前报来，应报{offices}个单位，已报{offices - missing.length}个
        </small>
      </span>
      <span className={days < 0 ? "late" : undefined}>
        {days < 0 ? `缺${missing.length}个` : daysText(days)}
      </span>
    </a>
  );
} // prettier-ignore

function Told({ due, area, reload }: { readonly due: DueAnswer; readonly area: string | undefined; readonly reload: () => void }) {
  const me = useMe();
  const { buttonOf, drawer } = useHanding(area ?? me.area, reload);
  const { lines, awaited, older } = toldToday(due, me.today);
  if (lines.length + awaited.length + older === 0) return null;
  const at = area ?? me.area;
  return (
    <Card title="报送" more={<a href={linkTo("returns/due", { area })}>全部事项</a>} flush>
      <ul className="todo">
        {lines.map((line) => (
          <li key={keyOf(line)}>
            <Line line={line} area={at} />
            {buttonOf(line)}
          </li>
        ))}
        {awaited.map((one) => (
          <li key={`${keyOf(one)} ${one.title}`}>
            <Missing of={one} area={at} />
          </li>
        ))}
      </ul>
      {older > 0 && (
        <p className="card-quiet">
          另有 <a href={linkTo("returns/due", { area })}>{older} 项</a>逾期一年以上，没有登记报送
        </p>
      )}
      {drawer}
    </Card>
  );
} // prettier-ignore

/**
 * What this office reports, in how many days or how late, until it says that it was sent; and what those below still owe.
 * Nothing where the policy asks for nothing.
 */
export function ReturnsDue({ area }: { readonly area: string | undefined }) {
  const due = useLoad<DueAnswer>(address("/api/returns/due", { area }));
  return (
    <Silent of={due} what="报送事项">
      {(found) => <Told due={found} area={area} reload={due.reload} />}
    </Silent>
  );
}
