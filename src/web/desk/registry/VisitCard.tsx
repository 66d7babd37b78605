import type { CaseLine } from "#capabilities/caselist/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { DueDay } from "../caselist/columns.tsx";
import { Card } from "../parts/Page.tsx";
import type { ChildFileData } from "./file.ts";

const said = (day: string | null | undefined): string => (day ? longDay(day) : "还没有");

/** When the child was last seen, and when next. */
export function VisitCard({ file, line }: { readonly file: ChildFileData; readonly line: CaseLine | undefined }) {
  const { visit, day } = file;
  return (
    <Card title="走访联系" note={visit && visit.count > 0 ? `共${visit.count}次` : undefined}>
      <dl className="plain">
        <div>
          <dt>上次入户</dt>
          <dd>{said(visit?.lastHome)}</dd>
        </div>
        <div>
          <dt>上次联系</dt>
          <dd>{said(visit?.lastContact)}</dd>
        </div>
        {line?.homeDue && (
          <div>
            <dt>下次入户</dt>
            <dd>
              {longDay(line.homeDue)}前
              <DueDay due={line.homeDue} today={day} />
            </dd>
          </div>
        )}
        {line?.contactDue && (
          <div>
            <dt>下次联系</dt>
            <dd>
              {longDay(line.contactDue)}前
              <DueDay due={line.contactDue} today={day} />
            </dd>
          </div>
        )}
        {line && line.homeDue === null && line.contactDue === null && (
          <div>
            <dt>下次</dt>
            <dd>目前没有待办的走访</dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
