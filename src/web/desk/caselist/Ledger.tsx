import { Button, Select } from "antd";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { CaseLine, LedgerColumnId, LedgerCount } from "#capabilities/caselist/words.ts";
import { orderTitles } from "#capabilities/caselist/zh.ts";
import { address } from "../app/api.ts";
import { type Loaded, useLoad } from "../app/load.ts";
import { type Pages, usePages } from "../app/pages.ts";
import { go, linkTo, type Query, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { useKept } from "../app/useKept.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { PrintedBy } from "../parts/PrintedBy.tsx";
import { Empty, Show, UnreadWord } from "../parts/states.tsx";
import { usePolicy } from "../policy/policy.ts";
import { listShown } from "../registry/beside.ts";
import type { ActionName } from "../registry/FileActions.tsx";
import { useActHere } from "../registry/useActHere.tsx";
import { ColumnChoice } from "./ColumnChoice.tsx";
import { fileLink, ledgerColumns } from "./columns.tsx";
import { LedgerFilters } from "./LedgerFilters.tsx";
import { columnsFrom, filtersOf, ledgerOrders, markedFrom, orderOf } from "./ledgerQuery.ts";
import { MarkAll } from "./MarkAll.tsx";
import { markColumn, Marked } from "./Marked.tsx";
import { SavedFilters } from "./SavedFilters.tsx";

/** What is usually done about those whom a filter lists. */
const actsFor = (query: Query): readonly ActionName[] =>
  query["awaiting"] ? ["intervene", "visit"] : query["proposed"] ? ["decide", "reject"] : [];

interface LinesProps {
  readonly pages: Pages<CaseLine>;
  readonly columns: readonly LedgerColumnId[];
  readonly act: (line: CaseLine) => ReactNode;
  /** Undefined for a post that takes nothing along. */
  readonly marking: { readonly marked: ReadonlySet<string>; readonly mark: (marked: ReadonlySet<string>) => void } | undefined; // prettier-ignore
}

function Lines({ pages, columns, act, marking }: LinesProps) {
  const pack = usePolicy();
  const { area: own, today } = useMe();
  const { query } = usePlace();
  const pathOf = useAreaPaths(pages.lines.map((line) => line.area));
  useEffect(() => listShown(pages.lines.map((line) => line.childId)), [pages.lines]);
  const speech = { pack, today, place: (code: string) => placeText(pathOf(code), query["area"] ?? own) };
  const choose = (sort: string): void => go(linkTo("ledger", { ...query, sort: sort === "level" ? undefined : sort }));
  const shown = ledgerColumns(columns, speech, { now: orderOf(query), choose });
  const acts = pages.lines.some((line) => act(line) !== null);
  return (
    <Grid
      label="儿童台账"
      columns={[
        ...(marking ? [markColumn(pages.lines, marking.marked, marking.mark)] : []),
        ...shown,
        ...(acts ? [{ title: "办理", look: "act" as const, cell: act }] : []),
      ]}
      rows={pages.lines}
      keyOf={(line) => line.childId}
      linkOf={fileLink}
    />
  );
}

/** How many the filters leave; somebody who is looked for by name is counted by nobody. */
function useCount(filters: Query): Loaded<LedgerCount> {
  const path = filters["name"] === undefined ? address("/api/caselist/count", filters) : undefined;
  const counted = useLoad<LedgerCount>(path);
  return path === undefined ? { ...counted, data: undefined, refusal: undefined } : counted;
}

const nobody: ReadonlySet<string> = new Set();

/** The rows that are marked, of the list that is shown: another list begins without any. */
function useMarks(filters: Query): [ReadonlySet<string>, (marked: ReadonlySet<string>) => void] {
  const list = JSON.stringify(filters);
  const [held, hold] = useState({ list, marked: nobody });
  return [held.list === list ? held.marked : nobody, (marked) => hold({ list, marked })];
}

const orderChoices = ledgerOrders.map((value) => ({ value, label: orderTitles[value] }));

/** The ledger of the post's area; its filters stand in the address, so that a link opens the same list. */
export function Ledger() {
  const may = useMay();
  const { query } = usePlace();
  const filters = useMemo(() => filtersOf(query), [query]);
  const sort = orderOf(query);
  const ledger = usePages<CaseLine>(address("/api/caselist/children", { ...filters, sort, limit: 50 }));
  const count = useCount(filters);
  const counted = count.data;
  const [columns, setColumns] = useKept("ledger.columns", columnsFrom);
  const [marked, mark] = useMarks(filters);
  const act = useActHere(() => ledger.reload());
  const filtered = Object.keys(filters).length > 0;
  const asked = { sort, columns: columns.join(",") };
  const takes = may("caselist.take_along");
  const actions = (
    <>
      <SavedFilters query={query} />
      <ColumnChoice value={columns} onChange={setColumns} />
      {takes && <TakeAlong label="导出 Excel" path={address("/api/caselist/file", { ...filters, ...asked })} />}
      {may("registry.register") && (
        <Button type="primary" href={linkTo("register")}>
          登记儿童
        </Button>
      )}
    </>
  );
  return (
    <Page title="儿童台账" actions={actions}>
      <LedgerFilters />
      <div className="above-grid">
        <UnreadWord of={count} what="人数" />
        {counted && marked.size === 0 && (
          <span className="muted">
            共 {counted.count} 人{counted.more && "以上"}
          </span>
        )}
        <Marked
          marked={marked}
          clear={() => mark(nobody)}
          asked={{ ...markedFrom(query), ...asked }}
          all={counted && <MarkAll filters={filters} counted={counted} marked={marked.size} mark={mark} />}
        />
        <Select
          className="filter-wide"
          aria-label="排列"
          popupMatchSelectWidth={false}
          options={orderChoices}
          value={sort}
          onChange={(next) => go(linkTo("ledger", { ...query, sort: next === "level" ? undefined : next }))}
        />
      </div>
      <PrintedBy />
      <Show of={ledger} lines={10}>
        {(found) =>
          found.lines.length === 0 ? (
            <Empty hint={filtered ? <a href={linkTo("ledger")}>清除全部条件</a> : "可以导入摸排表，或逐个登记。"}>
              {filtered ? "没有符合条件的儿童。" : "台账里还没有儿童。"}
            </Empty>
          ) : (
            <>
              <Lines
                pages={found}
                columns={columns}
                act={(line) => act.buttons(line.childId, actsFor(query))}
                marking={takes || may("task.assign") ? { marked, mark } : undefined}
              />
              <PagesFoot of={ledger} unit="人" total={counted?.count} over={counted?.more} />
            </>
          )
        }
      </Show>
      {act.drawer}
    </Page>
  );
}
