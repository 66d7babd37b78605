import { Button } from "antd";
import { useState } from "react";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { fileLink, ledgerColumns } from "../caselist/columns.tsx";
import { usualColumns } from "../caselist/ledgerQuery.ts";
import { Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { usePolicy } from "../policy/policy.ts";

interface Found {
  readonly title: string;
  readonly count: number;
  /** Counted, but not to be opened from here any more. */
  readonly hidden: number;
  readonly children: readonly CaseLine[];
}

const STEP = 200;

/** The children behind one figure of a return. */
export function Behind({ id }: { readonly id: string }) {
  const me = useMe();
  const pack = usePolicy();
  const { query } = usePlace();
  const { area, asOf, row, which, frozen } = query;
  const [offset, setOffset] = useState(0);
  const path = address(`/api/returns/${encodeURIComponent(id)}/children`, {
    area,
    asOf,
    frozen,
    row,
    which,
    limit: STEP,
    offset,
  });
  const found = useLoad<Found>(path);
  const pathOf = useAreaPaths([...(found.data?.children ?? []).map((line) => line.area), ...(area ? [area] : [])]);
  const columns = ledgerColumns(usualColumns, {
    pack,
    today: me.today,
    place: (code) => placeText(pathOf(code), area ?? me.area),
  });
  const back = linkTo(`returns/${id}`, { area, asOf, frozen });
  const place = area ? pathOf(area).at(-1) : me.areaPath.at(-1);
  const when = asOf && `数据时点 ${longDay(asOf)}${asOf > me.today ? "（按现有信息推算）" : ""}`;
  const note = [place, when, frozen === "yes" && "按当日所知"].filter(Boolean).join("，");
  return (
    <Page title="数字背后的儿童" note={note} actions={<Button href={back}>回到报表</Button>}>
      <Show of={found} lines={8}>
        {(data) => (
          <>
            <p className="behind">
              <b>{data.count}</b> 人　{data.title}
            </p>
            {data.hidden > 0 && (
              <p className="muted">
                另有 {data.hidden} 名儿童的档案已迁出本辖区、不在册，或依法不列名，不能在这里打开。
              </p>
            )}
            {data.children.length === 0 ? (
              <Empty>{data.count === 0 ? "这个数字是零，没有儿童。" : "这一页的儿童都不能打开。"}</Empty>
            ) : (
              <Grid
                label={data.title}
                columns={columns}
                rows={data.children}
                keyOf={(line) => line.childId}
                linkOf={fileLink}
              />
            )}
            {data.count > STEP && (
              <p className="foot">
                第 {offset + 1} 至 {Math.min(offset + STEP, data.count)} 人
                <Button disabled={offset === 0} onClick={() => setOffset(offset - STEP)}>
                  上一页
                </Button>
                <Button disabled={offset + STEP >= data.count} onClick={() => setOffset(offset + STEP)}>
                  下一页
                </Button>
              </p>
            )}
            <p className="muted">表中的等级、类别和走访是今天的情况；计数按报表的数据时点。</p>
          </>
        )}
      </Show>
    </Page>
  );
}
