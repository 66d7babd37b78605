import { Button } from "antd";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { address, call, type Refusal, refusalFrom } from "../app/api.ts";
import { linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { usePolicy } from "../policy/policy.ts";
import { fileLink, ledgerColumns } from "./columns.tsx";
import { LedgerFilters, ledgerFilters } from "./LedgerFilters.tsx";

interface Pages {
  readonly of: string;
  readonly lines: readonly CaseLine[];
  readonly next: string | null;
  readonly refusal?: Refusal;
}

/** Reads the ledger page after page: the next one begins where the last one ended. */
function usePages(path: string) {
  const [pages, setPages] = useState<Pages>();
  const [turn, setTurn] = useState(0);
  const [more, setMore] = useState(false);
  const asked = `${turn} ${path}`;
  useEffect(() => {
    const stop = new AbortController();
    call<Pages>("GET", path, undefined, stop.signal).then(
      ({ lines, next }) => setPages({ of: asked, lines, next }),
      (thrown: unknown) => {
        if (!stop.signal.aborted) setPages({ of: asked, lines: [], next: null, refusal: refusalFrom(thrown) });
      },
    );
    return () => stop.abort();
  }, [path, asked]);
  const readMore = useCallback(async (): Promise<void> => {
    if (!pages?.next) return;
    setMore(true);
    try {
      const found = await call<Pages>("GET", `${path}${path.includes("?") ? "&" : "?"}after=${pages.next}`);
      setPages((now) =>
        now?.of === asked ? { of: asked, lines: [...now.lines, ...found.lines], next: found.next } : now,
      );
    } catch (thrown) {
      setPages((now) => now && { ...now, refusal: refusalFrom(thrown) });
    } finally {
      setMore(false);
    }
  }, [pages, path, asked]);
  const reload = (): void => setTurn((n) => n + 1);
  return { pages, loading: pages?.of !== asked, more, readMore, reload };
}

function Lines({ pages, area }: { readonly pages: Pages; readonly area: string }) {
  const pack = usePolicy();
  const { today } = useMe();
  const pathOf = useAreaPaths(pages.lines.map((line) => line.area));
  const columns = ledgerColumns({ pack, today, place: (code) => placeText(pathOf(code), area) });
  return (
    <Grid label="儿童台账" columns={columns} rows={pages.lines} keyOf={(line) => line.childId} linkOf={fileLink} />
  );
}

/** The ledger of the post's area; its filters stand in the address, so that a link opens the same list. */
export function Ledger() {
  const me = useMe();
  const may = useMay();
  const { query } = usePlace();
  const wanted = useMemo(() => Object.fromEntries(ledgerFilters.map((key) => [key, query[key]])), [query]);
  const { pages, loading, more, readMore, reload } = usePages(
    address("/api/caselist/children", { ...wanted, limit: 50 }),
  );
  const shown = {
    data: pages,
    refusal: pages && pages.lines.length === 0 ? pages.refusal : undefined,
    loading,
    reload,
  };
  const filtered = ledgerFilters.some((key) => query[key] !== undefined);
  const actions = may("registry.register") && (
    <Button type="primary" href={linkTo("register")}>
      登记儿童
    </Button>
  );
  return (
    <Page title="儿童台账" note="按风险等级排列，高风险在前" actions={actions}>
      <LedgerFilters />
      <Show of={shown} lines={10}>
        {(found) =>
          found.lines.length === 0 ? (
            <Empty hint={filtered ? <a href={linkTo("ledger")}>清除全部条件</a> : "可以导入摸排表，或逐个登记。"}>
              {filtered ? "没有符合条件的儿童。" : "台账里还没有儿童。"}
            </Empty>
          ) : (
            <>
              <Lines pages={found} area={query["area"] ?? me.area} />
              <p className="foot" aria-live="polite">
                已显示 {found.lines.length} 人{found.next === null ? "，已到末尾" : ""}
                {found.next !== null && (
                  <Button loading={more} onClick={() => void readMore()}>
                    再显示 50 人
                  </Button>
                )}
                {found.refusal && <span className="late">{found.refusal.message}</span>}
              </p>
            </>
          )
        }
      </Show>
    </Page>
  );
}
