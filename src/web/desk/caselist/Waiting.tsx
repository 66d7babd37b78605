import type { CaseLine, LedgerPage } from "#capabilities/caselist/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import { levelOf, type Pack, usePolicy } from "../policy/policy.ts";
import type { ActionName } from "../registry/FileActions.tsx";
import type { ActHere } from "../registry/useActHere.tsx";
import { groundsText } from "./columns.tsx";
import { type TodayCard, TodoList } from "./TodoList.tsx";

const SHOWN = 5;

interface Kind {
  readonly title: string;
  readonly note: string;
  readonly acts: readonly ActionName[];
  readonly what: (line: CaseLine, pack: Pack, today: string) => { readonly title: string; readonly under: string };
}

const visited = ({ lastHome }: CaseLine, today: string): string =>
  lastHome === null ? "还没有入户" : `上次入户${shortDay(lastHome, today)}`;

/** Red children nobody has intervened for (粤民发〔2024〕32号 三1), and proposals that wait for the township (三 末段). */
const kinds = {
  awaiting: {
    title: "高风险未介入",
    note: "要立即介入，介入后登记",
    acts: ["intervene", "visit"],
    what: (line, pack, today) => ({
      title: groundsText(line, pack)[0] ?? "评估确认为高风险",
      under: `${shortDay(line.since, today)}起，${visited(line, today)}`,
    }),
  },
  proposed: {
    title: "待确认分级",
    note: "由乡镇（街道）组织评估确认",
    acts: ["decide", "reject"],
    what: (line, pack, today) => ({
      title: `建议：${levelOf(pack, line.proposed)?.word ?? "其他等级"}`,
      under: visited(line, today),
    }),
  },
} as const satisfies Readonly<Record<string, Kind>>;

interface WaitingProps extends TodayCard {
  readonly filter: keyof typeof kinds;
  readonly count: number;
  readonly act: ActHere;
}

function Listed({ filter, count, area, turn, act }: WaitingProps) {
  const pack = usePolicy();
  const { today } = useMe();
  const kind: Kind = kinds[filter];
  const list = useLoad<LedgerPage>(address("/api/caselist/children", { area, [filter]: "yes", limit: SHOWN }));
  useReread(turn, list);
  return (
    <Card
      title={kind.title}
      note={kind.note}
      more={<a href={linkTo("ledger", { area, [filter]: "yes" })}>全部{count}人</a>}
      flush
    >
      <Show of={list} lines={Math.min(count, SHOWN)}>
        {({ lines }) => (
          <TodoList
            lines={lines}
            area={area}
            what={(line) => kind.what(line, pack, today)}
            acts={(line) => act.buttons(line.childId, kind.acts)}
          />
        )}
      </Show>
    </Card>
  );
}

/** What waits for a decision of the post; where nobody waits, nothing is said. */
export function Waiting(props: WaitingProps) {
  return props.count === 0 ? null : <Listed {...props} />;
}
