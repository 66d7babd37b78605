import { AlertFilled } from "@ant-design/icons";
import type { ChildConcerns as Concerns } from "#capabilities/concern/words.ts";
import { minuteText } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { Card } from "../parts/Page.tsx";
import { Silent } from "../parts/states.tsx";
import "../styles/concern.css";

function Listed({ all }: { readonly all: Concerns }) {
  if (all.length === 0) return null;
  return (
    <Card title="强制报告" note="只有办理的人看得到">
      <ul className="concern-found">
        {all.map((one) => (
          <li key={one.id}>
            <a href={linkTo(`concerns/${one.id}`)}>
              <AlertFilled aria-hidden="true" /> <b>{one.situation || "强制报告"}</b>{" "}
              <small>{minuteText(one.reportedAt)}报告</small>
              <span>{one.closedAt === null ? "正在办理" : "已办结"}</span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** On the file, for the people on the case alone; for anybody else there is nothing to be seen, nor to be missed. */
export function ChildConcerns({ childId }: { readonly childId: string }) {
  const reports = useLoad<Concerns>(`/api/concern/children/${childId}/reports`);
  return (
    <Silent of={reports} what="强制报告">
      {(all) => <Listed all={all} />}
    </Silent>
  );
}
