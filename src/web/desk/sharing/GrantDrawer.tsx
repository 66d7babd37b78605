import { SideDrawer } from "../parts/SideDrawer.tsx";
import { stewardNames } from "#capabilities/sharing/zh.ts";
import { type GrantShown, standings } from "#capabilities/sharing/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { Steps } from "../parts/Steps.tsx";
import { Sum } from "../parts/Sum.tsx";
import { Calls } from "./Calls.tsx";
import { FieldList } from "./FieldList.tsx";
import { GrantActs } from "./GrantActs.tsx";

const stewardText = (steward: string): string => stewardNames[steward as keyof typeof stewardNames] ?? steward;

/** By which rule it was granted or a person was asked. */
function Judged({ grant: { judged, means } }: { readonly grant: GrantShown }) {
  return (
    <>
      {judged.title}
      {means === "work" && "（部门业务的密钥一律由安全管理员审批）"}
      {judged.unmet.length > 0 && <>（未满足秒审条件：{judged.unmet.join("、")}）</>}
      <br />
      <small>依据：{judged.clause}</small>
    </>
  );
}

function Facts({ grant }: { readonly grant: GrantShown }) {
  const lines: readonly (readonly [string, React.ReactNode])[] = [
    ["状态", <b key="standing">{standings[grant.standing]}</b>],
    ["部门", `${grant.areaName}${grant.departmentName}（${grant.asker.name}）`],
    ["用途", `${grant.purposeTitle}：${grant.note}`],
    ["范围", grant.areaName],
    ["字段", <FieldList key="fields" fields={grant.fields} />],
    ["期限", grant.until === null ? `${grant.months} 个月，自同意之日起` : `至 ${longDay(grant.until)}（含当日）`],
    ["调用", `每分钟最多 ${grant.rate} 次；已调用 ${grant.calls} 次，提供 ${grant.rows} 条`],
    ["审批规则", <Judged key="judged" grant={grant} />],
    ["依据", grant.basis],
    ["管理者", `${stewardText(grant.steward)}　目录${grant.edition}`],
  ];
  return <Sum lines={lines} />;
}

interface Opened {
  readonly grant: GrantShown | undefined;
  readonly close: () => void;
  readonly done: (said: string) => void;
  readonly reload: () => void;
}

/** One request with its whole life, what may be done with it, and each call. */
export function GrantDrawer({ grant, close, done, reload }: Opened) {
  return (
    <SideDrawer open={grant !== undefined} onClose={close} title={grant?.title} size={720} destroyOnHidden className="action-drawer">
      {grant && (
        <>
          <Facts grant={grant} />
          <GrantActs key={`${grant.id} ${grant.standing}`} grant={grant} done={done} reload={reload} />
          <h3 className="referral-head">经过</h3>
          <Steps steps={grant.steps} />
          <h3 className="referral-head">调用记录</h3>
          <Calls grant={grant} />
        </>
      )}
    </SideDrawer>
  );
} // prettier-ignore
