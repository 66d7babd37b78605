import type { EventLine } from "#capabilities/account/words.ts";
import { usePages } from "../app/pages.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { momentText } from "./accountText.ts";
import { eventNote, eventWord } from "./eventText.ts";

const named = { lines: "events", after: "before" };

const columns: readonly Column<EventLine>[] = [
  { title: "时间", look: "quiet", cell: (line) => momentText(line.at) },
  { title: "事项", look: "main", cell: (line) => eventWord(line.kind) },
  { title: "人员", cell: (line) => line.personName ?? <span className="muted">不明</span> },
  { title: "经办", cell: (line) => line.actorName ?? <span className="muted">—</span> },
  { title: "说明", cell: (line) => eventNote(line) },
];

/** Who did what about accounts and posts, newest first; no role of the system can change it. */
export function History() {
  const events = usePages<EventLine>("/api/account/events", named);
  return (
    <Page title="账号历史" note="登录、任职、口令和手机的每一次变动，只增不改">
      <Show of={events} lines={10}>
        {({ lines }) =>
          lines.length === 0 ? (
            <Empty>还没有记录。</Empty>
          ) : (
            <>
              <Grid label="账号历史" columns={columns} rows={lines} keyOf={(line) => line.id} />
              <PagesFoot of={events} unit="条" />
            </>
          )
        }
      </Show>
    </Page>
  );
}
