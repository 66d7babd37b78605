import { Button } from "antd";
import { type ReactNode, useMemo } from "react";
import type { CaseLine, Summary } from "#capabilities/caselist/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { type Pages, usePages } from "../app/pages.ts";
import { linkTo, type Query, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { usePolicy } from "../policy/policy.ts";
import type { ActionName } from "../registry/FileActions.tsx";
import { useActHere } from "../registry/useActHere.tsx";
import { fileLink, ledgerColumns } from "./columns.tsx";
import { LedgerFilters, ledgerFilters } from "./LedgerFilters.tsx";

/** What is usually done about those whom a filter lists. */
const actsFor = (query: Query): readonly ActionName[] =>
  query["awaiting"] ? ["intervene", "visit"] : query["proposed"] ? ["decide", "reject"] : [];

function Lines({
  pages,
  area,
  act,
}: {
  readonly pages: Pages<CaseLine>;
  readonly area: string;
  readonly act: (line: CaseLine) => ReactNode;
}) {
  const pack = usePolicy();
  const { today } = useMe();
  const pathOf = useAreaPaths(pages.lines.map((line) => line.area));
  const all = ledgerColumns({ pack, today, place: (code) => placeText(pathOf(code), area) });
  const acts = pages.lines.some((line) => act(line) !== null);
  const columns = acts ? [...all, { title: "办理", cell: act }] : all;
  return (
    <Grid label="儿童台账" columns={columns} rows={pages.lines} keyOf={(line) => line.childId} linkOf={fileLink} />
  );
}

/** How many stand in the ledger, where nothing but an area and a level narrows it. */
function useTotal(query: Readonly<Record<string, string | undefined>>): number | undefined {
  const { area, level } = query;
  const summary = useLoad<Summary>(address("/api/caselist/summary", { area })).data;
  if (ledgerFilters.some((key) => key !== "area" && key !== "level" && query[key] !== undefined)) return undefined;
  return level === undefined ? summary?.children : summary?.levels.find((one) => one.level === level)?.count;
}

/** The ledger of the post's area; its filters stand in the address, so that a link opens the same list. */
export function Ledger() {
  const me = useMe();
  const may = useMay();
  const { query } = usePlace();
  const wanted = useMemo(() => Object.fromEntries(ledgerFilters.map((key) => [key, query[key]])), [query]);
  const ledger = usePages<CaseLine>(address("/api/caselist/children", { ...wanted, limit: 50 }));
  const total = useTotal(query);
  const act = useActHere(() => ledger.reload());
  const filtered = ledgerFilters.some((key) => query[key] !== undefined);
  const actions = may("registry.register") && (
    <Button type="primary" href={linkTo("register")}>
      登记儿童
    </Button>
  );
  return (
    <Page title="儿童台账" note="按风险等级排列，高风险在前" actions={actions}>
      <LedgerFilters />
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
                area={query["area"] ?? me.area}
                act={(line) => act.buttons(line.childId, actsFor(query))}
              />
              <PagesFoot of={ledger} unit="人" total={total} />
            </>
          )
        }
      </Show>
      {act.drawer}
    </Page>
  );
}
