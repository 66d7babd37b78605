import { Input } from "antd";
import { useState } from "react";
import type { AreaWithPath } from "#capabilities/area/words.ts";
import { levelWords } from "#capabilities/area/zh.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { AreaChanges } from "./AreaChanges.tsx";
import { AreaTree } from "./AreaTree.tsx";
import { AreaUnit } from "./AreaUnit.tsx";
import { BoundaryCard } from "./BoundaryCard.tsx";
import "../styles/law.css";
import "../styles/return.css";
import "../styles/area.css";

/** Units of one's own area by a part of their name, or the first letters of its pinyin. */
function Found({ text, linkOf }: { readonly text: string; readonly linkOf: (code: string) => string }) {
  const found = useLoad<AreaWithPath[]>(address("/api/area/search", { text }));
  return (
    <Show of={found} lines={4}>
      {(units) =>
        units.length === 0 ? (
          <Empty>没有名称中有“{text}”的区划。</Empty>
        ) : (
          <ul className="area-found">
            {units.map(({ code, name, level, path }) => (
              <li key={code}>
                <a href={linkOf(code)}>{name}</a>
                <small>
                  {levelWords[level]}　{path.slice(0, -1).join(" · ")}
                </small>
              </li>
            ))}
          </ul>
        )
      }
    </Show>
  );
}

/** The division of one's own area, as of a day: what there is, what each unit has been, and what has changed. */
export function Areas() {
  const me = useMe();
  const may = useMay();
  const { code = me.area, day } = usePlace().query;
  const [text, setText] = useState("");
  const linkOf = (next: string): string => linkTo("areas", { code: next === me.area ? undefined : next, day });
  const wanted = text.trim();
  return (
    <Page title="行政区划" note="村（社区）为最小单位；撤并、更名、变更代码都按日期保留，档案和报表各按当日的区划">
      <div className="filters">
        <Input.Search
          enterButton="查找"
          className="area-search"
          aria-label="查找区划"
          placeholder="名称，或拼音首字母"
          maxLength={40}
          onSearch={setText}
          onChange={({ target }) => target.value === "" && setText("")}
        />
        <span className="as-of">
          <span>区划日期</span>
          <DayInput
            label="区划日期"
            value={day ?? me.today}
            onChange={(next) => {
              if (next !== null) go(linkTo("areas", { code: code === me.area ? undefined : code, day: next === me.today ? undefined : next }));
            }}
            offerToday
          />
        </span>
      </div>
      {day !== undefined && <p className="said said-open">{longDay(day)}的区划，不是今天的。</p>}
      <div className="area-sides">
        <Card title={wanted === "" ? "区划树" : `名称中有“${wanted}”的区划`}>
          {wanted === "" ? (
            <AreaTree key={`${me.area} ${day ?? ""}`} own={me.area} chosen={code} day={day} linkOf={linkOf} />
          ) : (
            <Found text={wanted} linkOf={linkOf} />
          )}
        </Card>
        <div className="area-one">
          {code !== "0" && <AreaUnit key={`unit ${code} ${day ?? ""}`} code={code} day={day} />}
          {may("area.load_boundaries") && code.length < 12 && <BoundaryCard key={`boundaries ${code}`} code={code} />}
          <AreaChanges key={`changes ${code}`} code={code} />
        </div>
      </div>
    </Page>
  );
} // prettier-ignore
