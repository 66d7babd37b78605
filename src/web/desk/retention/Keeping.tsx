import { Segmented } from "antd";
import type { DueCounts, DueKind, DueLine } from "#capabilities/retention/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { useLines } from "../caselist/useLines.ts";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Unread } from "../parts/states.tsx";
import { KeepingLine } from "./KeepingLine.tsx";
import { Rules } from "./Rules.tsx";
import "../styles/law.css";

const tabs: readonly { readonly value: DueKind; readonly label: string; readonly note: string }[] = [
  { value: "seal", label: "应封存", note: "结案已满规定时间，还没有封存" },
  { value: "sealed", label: "已封存", note: "不在任何名单中；写明用途和原因后可以打开" },
  { value: "delete", label: "期满可删除", note: "保存期限和封存等待期都已满；由一人提出、另一人确认" },
  { value: "proposed", label: "待确认删除", note: "由另一人确认后执行，或者撤回" },
  { value: "erase", label: "待执行", note: "已经确认、执行时中断的删除，可以再次执行" },
];

/** Closed files by what is due for them. Nothing happens by itself: each step is a person's (个人信息保护法 47). */
export function Keeping() {
  const me = useMe();
  const { query } = usePlace();
  const area = query["area"];
  const tab = tabs.find(({ value }) => value === query["what"]) ?? tabs[0];
  const what = tab?.value ?? "seal";
  const counts = useLoad<DueCounts>(address("/api/retention/counts", { area }));
  const due = usePages<DueLine>(address("/api/retention/due", { what, area }));
  const lines = due.data?.lines ?? [];
  const pathOf = useAreaPaths(lines.map((line) => line.area));
  // a sealed file has no line in the ledger, and no name here
  const lineOf = useLines(what === "seal" ? lines.map((line) => line.childId) : []);
  const done = (): void => {
    due.reload();
    counts.reload();
  };
  const options = tabs.map(({ value, label }) => ({ value, label: `${label} ${counts.data?.[value] ?? ""}`.trim() }));
  return (
    <Page title="保存与封存" note="到期的档案由人办理，系统不自动封存、不自动删除">
      <div className="filters">
        <Segmented
          aria-label="事项"
          options={options}
          value={what}
          onChange={(next) => go(linkTo("retention", { ...query, what: next }))}
        />
        <AreaTrail area={area} choose={(next) => go(linkTo("retention", { ...query, area: next }))} />
      </div>
      <Unread of={counts} what="份数" />
      <p className="law-note">{tab?.note}</p>
      <Show of={due} lines={6}>
        {(page) =>
          page.lines.length === 0 ? (
            <Empty>现在没有。</Empty>
          ) : (
            <>
              <ul className="card law-list">
                {page.lines.map((line) => (
                  <KeepingLine
                    key={line.childId}
                    line={line}
                    what={what}
                    name={lineOf(line.childId)?.name}
                    place={placeText(pathOf(line.area), area ?? me.area)}
                    done={done}
                  />
                ))}
              </ul>
              <PagesFoot of={due} unit="份" total={counts.data?.[what]} />
            </>
          )
        }
      </Show>
      <Rules />
    </Page>
  );
}
