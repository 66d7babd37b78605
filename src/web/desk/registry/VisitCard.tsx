import type { ReactNode } from "react";
import type { Day } from "#kernel/day.ts";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { dueText, longDay, shortDay } from "../../ui/dayText.ts";
import { Card } from "../parts/Page.tsx";
import type { ChildFileData } from "./file.ts";

const said = (day: string | null | undefined): string => (day ? longDay(day) : "还没有");

function Line({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The day to be kept, and how far off it is where the day alone does not say it. */
function DueLine({ title, due, today }: { readonly title: string; readonly due: Day; readonly today: Day }) {
  const far = dueText(due, today);
  return (
    <Line title={title}>
      {longDay(due)}前
      {far !== shortDay(due, today) && <span className={due < today ? "late" : "muted far"}>{far}</span>}
    </Line>
  );
}

/** When the child was last seen, and when next. */
export function VisitCard({ file, line }: { readonly file: ChildFileData; readonly line: CaseLine | undefined }) {
  const { visit, day } = file;
  const { homeDue = null, contactDue = null } = line ?? {};
  return (
    <Card title="走访联系" note={visit && visit.count > 0 ? `共${visit.count}次` : undefined}>
      <dl className="plain">
        <Line title="上次入户">{said(visit?.lastHome)}</Line>
        <Line title="上次联系">{said(visit?.lastContact)}</Line>
        {homeDue && <DueLine title="下次入户" due={homeDue} today={day} />}
        {contactDue && <DueLine title="下次联系" due={contactDue} today={day} />}
        {line && homeDue === null && contactDue === null && <Line title="下次">目前没有待办的走访</Line>}
      </dl>
    </Card>
  );
}
