import { Segmented, Select } from "antd";
import { useState } from "react";
import type { CatalogueShown, GrantShown, ItemShown } from "#capabilities/sharing/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { AskForm } from "./AskForm.tsx";
import { CatalogueCard } from "./CatalogueCard.tsx";
import { Grants } from "./Grants.tsx";
import "../styles/form.css";
import "../styles/comparison.css";
import "../styles/referral.css";
import "../styles/export.css";
import "../styles/sharing.css";

/** The yearly statement: this year so far, or one of those before. */
function Statement() {
  const now = Number(useMe().today.slice(0, 4));
  const [year, setYear] = useState(now);
  const options = [0, 1, 2].map((back) => ({ value: now - back, label: `${now - back}年` }));
  return (
    <span className="sharing-bar">
      <Select aria-label="年份" className="sharing-year" value={year} options={options} onChange={setYear} />
      <TakeAlong
        label="导出年度对账表"
        path={address("/api/sharing/statement", { year })}
        usual="reporting"
        only={["reporting", "inspection"]}
      />
    </span>
  );
}

/** 数据共享: the catalogue, requests and grants, calls, the yearly statement. */
export function Sharing() {
  const may = useMay();
  const shows = usePlace().query["show"] === "catalogue" ? "catalogue" : "grants";
  const [asking, ask] = useState<ItemShown>();
  const grants = useLoad<GrantShown[]>(shows === "grants" ? "/api/sharing/grants" : undefined);
  const catalogue = useLoad<CatalogueShown>(shows === "catalogue" ? "/api/sharing/catalogue" : undefined);
  const note = may("sharing.ask")
    ? "按目录申请数据；符合规则的当场授权，凭密钥由本部门的系统读取"
    : "向部门共享哪些数据、给了谁、用了多少；可以随时停用";
  const show = (next: "grants" | "catalogue"): void =>
    go(linkTo("sharing", { show: next === "catalogue" ? next : undefined }));
  return (
    <Page title="数据共享" note={note} actions={may("sharing.state") && <Statement />}>
      <div className="filters">
        <Segmented
          aria-label="显示"
          value={shows}
          options={[
            { value: "grants", label: "申请和授权" },
            { value: "catalogue", label: "目录" },
          ]}
          onChange={show}
        />
      </div>
      {shows === "grants" ? (
        <Card title="申请和授权" note="待审批的在前；每次调用都有记录" flush>
          <Grants grants={grants} />
        </Card>
      ) : (
        <CatalogueCard catalogue={catalogue} ask={may("sharing.ask") ? ask : undefined} />
      )}
      <AskForm
        item={asking}
        close={() => ask(undefined)}
        stored={() => {
          ask(undefined);
          grants.reload();
          show("grants");
        }}
      />
    </Page>
  );
}
