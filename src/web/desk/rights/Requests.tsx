import { Segmented } from "antd";
import { isId } from "#kernel/id.ts";
import { claims, decisions, endings, relations, type RequestLine } from "#capabilities/rights/words.ts";
import { address } from "../app/api.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { DueDay } from "../caselist/columns.tsx";
import { useLines } from "../caselist/useLines.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { ChildRequests } from "./ChildRequests.tsx";
import "../styles/law.css";

const wordOf = (names: Readonly<Record<string, string>>, key: string | null): string =>
  key === null ? "" : (names[key] ?? key);
const linkOf = (line: RequestLine): string => linkTo(`rights/${line.childId}`);

interface Speech {
  readonly today: string;
  readonly place: (code: string) => string;
  readonly nameOf: (childId: string) => string;
}

const columns = ({ today, place, nameOf }: Speech): readonly Column<RequestLine>[] => [
  { title: "申请事项", look: "main", cell: (line) => <a href={linkOf(line)}>{wordOf(claims, line.claim)}</a> },
  { title: "儿童", cell: (line) => nameOf(line.childId) },
  { title: "村（社区）", cell: (line) => place(line.area) },
  { title: "申请人", cell: (line) => wordOf(relations, line.relation) },
  { title: "收到", look: "quiet", cell: (line) => line.askedOn },
  {
    title: "答复期限",
    cell: (line) => (line.decidedOn === null && line.endedOn === null ? <DueDay due={line.due} today={today} /> : line.due),
  },
  { title: "决定", cell: (line) => wordOf(decisions, line.decision) },
  { title: "结果", cell: (line) => wordOf(endings, line.ending) },
]; // prettier-ignore

const tabs = [
  { value: "yes", label: "办理中" },
  { value: "no", label: "已办结" },
];

/** Guardians' requests of an area, by the day on which they must be answered; or those about one child. */
export function Requests({ parts }: { readonly parts: readonly string[] }) {
  const id = parts[0];
  return id !== undefined && isId(id) ? <ChildRequests key={id} childId={id} /> : <List />;
}

function List() {
  const me = useMe();
  const { query } = usePlace();
  const area = query["area"];
  const open = query["open"] === "no" ? "no" : "yes";
  const requests = usePages<RequestLine>(address("/api/rights/requests", { open, area }));
  const lines = requests.data?.lines ?? [];
  const pathOf = useAreaPaths(lines.map((line) => line.area));
  const lineOf = useLines(lines.map((line) => line.childId));
  const shown = columns({
    today: me.today,
    place: (code) => placeText(pathOf(code), area ?? me.area),
    nameOf: (childId) => {
      const line = lineOf(childId);
      return line === null ? "（已封存）" : (line?.name ?? "");
    },
  });
  return (
    <Page title="监护人申请" note="查阅、复制、更正、补充、删除；在儿童档案的“更多”中登记">
      <div className="filters">
        <Segmented
          aria-label="状态"
          options={tabs}
          value={open}
          onChange={(next) => go(linkTo("rights", { ...query, open: next }))}
        />
        <AreaTrail area={area} choose={(next) => go(linkTo("rights", { ...query, area: next }))} />
      </div>
      <Show of={requests} lines={6}>
        {(page) =>
          page.lines.length === 0 ? (
            <Empty>{open === "yes" ? "没有办理中的申请。" : "还没有办结的申请。"}</Empty>
          ) : (
            <>
              <Grid
                label="监护人申请"
                columns={shown}
                rows={page.lines}
                keyOf={(line) => `${line.childId} ${line.no}`}
                linkOf={linkOf}
              />
              <PagesFoot of={requests} unit="件" />
            </>
          )
        }
      </Show>
    </Page>
  );
}
