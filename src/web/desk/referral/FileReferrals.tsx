import { App, Button } from "antd";
import { useState } from "react";
import type { ReferralLine, ReferralShown } from "#capabilities/referral/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { useMay } from "../app/session.ts";
import { DueDay } from "../caselist/columns.tsx";
import { ownerText } from "../comparison/listText.ts";
import type { ChildFileData } from "../registry/file.ts";
import { FileRecords } from "../registry/FileRecords.tsx";
import { Urgent } from "./referralColumns.tsx";
import { ReferralDrawer } from "./ReferralDrawer.tsx";
import { stageText } from "./referralText.ts";
import "../styles/referral.css";

type Chosen = Pick<ReferralLine, "childId" | "no">;

function One({ one, today, open }: { readonly one: ReferralShown; readonly today: string; readonly open: () => void }) {
  const word = one.waits === "house" ? (one.stage === "answered" ? "回访核实" : "处理退回") : "查看";
  return (
    <li>
      <Urgent urgent={one.urgent} />
      <b>{one.title}</b>　{ownerText(one.department)}
      <small className="muted">
        {stageText(one)}，{shortDay(one.sentOn, today)}发出
        {one.due !== null && (
          <>
            ，期限 <DueDay due={one.due} today={today} />
          </>
        )}
      </small>
      <Button size="small" type={one.waits === "house" ? "primary" : "default"} onClick={open}>
        {word}
      </Button>
    </li>
  );
} // prettier-ignore

function Listed({ file, done }: { readonly file: ChildFileData; readonly done: () => void }) {
  const { message } = App.useApp();
  const [chosen, choose] = useState<Chosen>();
  const acted = (said: string): void => {
    void message.success(said);
    choose(undefined);
    done();
  };
  const drawer = <ReferralDrawer line={chosen} close={() => choose(undefined)} done={acted} />;
  return (
    <FileRecords<ReferralShown> file={file} title="部门转介" note={({ length }) => `${length}件`} path={`/api/referral/children/${file.childId}`} beside={drawer}>
      {(one) => <One key={one.no} one={one} today={file.day} open={() => choose(one)} />}
    </FileRecords>
  );
} // prettier-ignore

/** Of this child what was sent to departments; nothing where nothing was. */
export function FileReferrals(props: { readonly file: ChildFileData; readonly done: () => void }) {
  const may = useMay();
  return may("referral.read") ? <Listed {...props} /> : null;
}
