import type { Area, AreaHistory, AreaWithPath } from "#capabilities/area/words.ts";
import { epoch } from "#capabilities/area/words.ts";
import { levelWords } from "#capabilities/area/zh.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";

const sourceWords = { stat: "国家统计局《统计用区划代码》", civil: "民政部《行政区划代码》" } as const;

/** From when to when; of the first editions nobody has published the true day. */
function spanText({ validFrom, validTo }: Area): string {
  const from = validFrom === epoch ? "最初载入时" : longDay(validFrom);
  return validTo === null ? `${from}起` : `${from}至${longDay(validTo)}前`;
}

function Line({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Versions({ versions }: { readonly versions: readonly Area[] }) {
  if (versions.length < 2) return null;
  return (
    <Line title="历次名称">
      <ul>
        {versions.map((one) => (
          <li key={one.validFrom}>
            {one.name}（{spanText(one)}）
          </li>
        ))}
      </ul>
    </Line>
  );
}

function Links({ code }: { readonly code: string }) {
  const may = useMay();
  return (
    <p className="area-links">
      {may("caselist.read") && <a href={linkTo("ledger", { area: code })}>在册儿童</a>}
      {may("caselist.read") && code.length < 12 && <a href={linkTo("board", { area: code })}>图景</a>}
      {may("account.list_people") && <a href={linkTo("people", { area: code })}>人员与岗位</a>}
    </p>
  );
}

function Known({ unit, history }: { readonly unit: AreaWithPath; readonly history: AreaHistory }) {
  const codes = history.aliases.filter(({ kind }) => kind === "code");
  const names = history.aliases.filter(({ kind }) => kind === "name");
  return (
    <>
      <dl className="law-life">
        <Line title="所属">{unit.path.join(" · ")}</Line>
        <Line title="区划代码">{unit.code}</Line>
        <Line title="级别">{levelWords[unit.level]}</Line>
        <Line title="有效期">{spanText(unit)}</Line>
        <Line title="来源">{sourceWords[unit.source]}</Line>
        {codes.length > 0 && <Line title="其他代码">{codes.map(({ alias }) => alias).join("、")}</Line>}
        {names.length > 0 && <Line title="别名">{names.map(({ alias }) => alias).join("、")}</Line>}
        <Versions versions={history.versions} />
      </dl>
      <Links code={unit.code} />
    </>
  );
}

/** One unit as of a day, and all that its code has been. One that the day does not know is shown by its history. */
export function AreaUnit({ code, day }: { readonly code: string; readonly day: string | undefined }) {
  const unit = useLoad<AreaWithPath>(address(`/api/area/units/${code}`, { day }));
  const history = useLoad<AreaHistory>(`/api/area/units/${code}/history`);
  const last = history.data?.versions.at(-1);
  const title = unit.data?.name ?? last?.name ?? "区划";
  if (unit.refusal?.code === "area.unknown" && last)
    return (
      <Card title={title}>
        <p>{day === undefined ? "今天" : longDay(day)}没有这个区划。</p>
        <dl className="law-life">
          <Line title="区划代码">{code}</Line>
          <Line title="存在于">{spanText(last)}</Line>
        </dl>
      </Card>
    );
  return (
    <Card title={title}>
      <Show of={unit} lines={5}>
        {(found) => <Show of={history}>{(known) => <Known unit={found} history={known} />}</Show>}
      </Show>
    </Card>
  );
}
