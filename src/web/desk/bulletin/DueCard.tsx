import { App, Button } from "antd";
import type { BulletinToday, DueLine } from "#capabilities/bulletin/words.ts";
import { newId } from "#kernel/id.ts";
import { longDay, shortDay } from "../../ui/dayText.ts";
import { useSend } from "../app/load.ts";
import { go, linkTo } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { Refused } from "../parts/states.tsx";
import { departmentText, dueSaid } from "./dueText.ts";

const keyOf = ({ area, item, department }: DueLine): string => `${area} ${item} ${department}`;

function Due({ line }: { readonly line: DueLine }) {
  return (
    <>
      {longDay(line.due)}
      <small className="under">{line.days < 0 ? <b className="late">{dueSaid(line)}</b> : dueSaid(line)}</small>
    </>
  );
}

const said = (today: string): readonly Column<DueLine>[] => [
  { title: "部门", look: "main", cell: ({ department }) => departmentText(department) },
  { title: "最迟", cell: (line) => <Due line={line} /> },
  {
    title: "上次",
    look: "quiet",
    cell: ({ lastOn }) => (lastOn === null ? "—" : shortDay(lastOn, today)),
  },
];

const actColumn = (sending: boolean, begin: (line: DueLine) => void): Column<DueLine> => ({
  title: "办理",
  look: "act",
  cell: (line) =>
    line.open === null ? (
      <Button size="small" type={line.near ? "primary" : "default"} loading={sending} onClick={() => begin(line)}>
        拟定名单
      </Button>
    ) : (
      <Button size="small" href={linkTo(`bulletins/${line.open}`)}>
        打开拟定的名单
      </Button>
    ),
});

/** What this office sends to whom, by when; each begins here. */
export function DueCard({ today: { own } }: { readonly today: BulletinToday }) {
  const me = useMe();
  const may = useMay();
  const { message } = App.useApp();
  const { sending, refusal, send } = useSend(newId);
  if (own.length === 0) return null;
  const begin = async ({ item, department }: DueLine): Promise<void> => {
    const id = newId();
    if (!(await send("/api/bulletin/lists", { id, item, department }))) return;
    void message.success("名单已拟定，请逐人核对");
    go(linkTo(`bulletins/${id}`));
  };
  return (
    <Card title="应当发送的名单" note={own[0] && `${own[0].title}（${own[0].clause}）`} flush>
      <Grid label="应当发送的名单" columns={may("bulletin.compose") ? [...said(me.today), actColumn(sending, (line) => void begin(line))] : said(me.today)} rows={own} keyOf={keyOf} />
      <Refused refusal={refusal} />
    </Card>
  );
} // prettier-ignore

/** What offices below have missed. */
export function MissedCard({ today: { below } }: { readonly today: BulletinToday }) {
  const me = useMe();
  if (below.length === 0) return null;
  const columns: readonly Column<DueLine>[] = [{ title: "地区", cell: ({ areaName }) => areaName }, ...said(me.today)];
  return (
    <Card title="下级逾期没有发送的名单" note={`${below.length} 份`} flush>
      <Grid label="下级逾期没有发送的名单" columns={columns} rows={below} keyOf={keyOf} />
    </Card>
  );
}
