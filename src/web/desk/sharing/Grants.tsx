import { App, Button } from "antd";
import { type GrantShown, standings } from "#capabilities/sharing/words.ts";
import type { Day } from "#kernel/day.ts";
import { minuteText, shortDay } from "../../ui/dayText.ts";
import type { Loaded } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { useOpened } from "../parts/useOpened.ts";
import { GrantDrawer } from "./GrantDrawer.tsx";

const columns = (today: Day, waits: (grant: GrantShown) => boolean, open: (id: string) => void): Column<GrantShown>[] => [
  {
    title: "数据项",
    look: "main",
    cell: (grant) => (
      <span className="stacked">
        <b>{grant.title}</b>
        <small>{grant.purposeTitle}</small>
      </span>
    ),
  },
  {
    title: "部门",
    cell: ({ departmentName, areaName, asker }) => (
      <span className="stacked">
        {departmentName}
        <small>
          {areaName}　{asker.name}
        </small>
      </span>
    ),
  },
  {
    title: "状态",
    cell: ({ standing, judged, until }) => (
      <span className="stacked">
        <b>{standings[standing]}</b>
        <small>
          {judged.grants ? "秒审" : "人工审批"}
          {standing === "granted" && until !== null && `，至${shortDay(until, today)}`}
        </small>
      </span>
    ),
  },
  { title: "申请", look: "quiet", cell: ({ askedOn }) => shortDay(askedOn, today) },
  {
    title: "调用",
    cell: ({ calls, rows, calledAt }) => (
      <span className="stacked">
        {calls === 0 ? "还没有调用过" : `${calls} 次，${rows} 条`}
        {calledAt !== null && <small>最近 {minuteText(calledAt)}</small>}
      </span>
    ),
  },
  {
    title: "办理",
    cell: (grant) => (
      <Button size="small" type={waits(grant) ? "primary" : "default"} onClick={() => open(grant.id)}>
        {grant.standing === "asked" && waits(grant) ? "审批" : waits(grant) ? "领取密钥" : "查看"}
      </Button>
    ),
  },
]; // prettier-ignore

/** Requests and grants: what waits for whoever reads comes first. */
export function Grants({ grants }: { readonly grants: Loaded<readonly GrantShown[]> }) {
  const { today, post } = useMe();
  const { message } = App.useApp();
  const { key: chosen, open, shut } = useOpened("at");
  const waits = ({ standing, steward, keyedOn }: GrantShown): boolean =>
    (standing === "asked" && post === steward) || (standing === "granted" && post === "department" && keyedOn === null);
  return (
    <Show of={grants} lines={6}>
      {(found) => (
        <>
          {found.length === 0 ? (
            <Empty hint={post === "department" ? "在“目录”中选择需要的数据项，即可申请。" : "部门在自己的页面上申请。"}>
              还没有共享申请。
            </Empty>
          ) : (
            <Grid label="申请和授权" rows={found} keyOf={({ id }) => id} columns={columns(today, waits, open)} />
          )}
          <GrantDrawer
            grant={found.find(({ id }) => id === chosen)}
            close={shut}
            reload={grants.reload}
            done={(said) => {
              void message.success(said);
              grants.reload();
            }}
          />
        </>
      )}
    </Show>
  );
}
