import { Button } from "antd";
import { useEffect } from "react";
import type { MakingLine } from "#capabilities/export/words.ts";
import { makingNames } from "#capabilities/export/zh.ts";
import { linkTo } from "../app/route.ts";
import { Running } from "../parts/Running.tsx";
import { FetchAgain } from "./FetchAgain.tsx";
import { linesText } from "./makingText.ts";
import { endWaiting } from "./stillMaking.ts";
import { useMaking } from "./useMaking.ts";
import "../styles/export.css";

/** So often in vain: the server never began, and there is nothing to wait for. */
const NEVER_BEGUN = 5;

function Ended({ line }: { readonly line: MakingLine }) {
  const close = (): void => endWaiting(line.id);
  return (
    <div className="running">
      <output>
        <b>{line.name}</b>：{makingNames[line.state]}
        {line.state === "made" && (
          <>
            ，也可到<a href={linkTo("exports")}>导出记录</a>里取用
          </>
        )}
      </output>
      {line.state === "made" && <FetchAgain line={line} fetched={close} />}
      <Button size="small" onClick={close}>
        关闭
      </Button>
    </div>
  );
}

function One({ id }: { readonly id: string }) {
  const { line, missed, refusal, stopping, stop } = useMaking(id);
  // a server that is away for a moment is not one that never began
  const away = refusal !== undefined && (refusal.status === 0 || refusal.status >= 500);
  useEffect(() => {
    if (missed >= NEVER_BEGUN && !away) endWaiting(id);
  }, [id, missed, away]);
  if (away && (!line || line.state === "running" || line.state === "stopping"))
    return (
      <div className="running">
        <output>没有读到{line ? line.name : "文件"}的生成进度：{refusal.message}每秒再问一次。</output>
      </div>
    );
  if (!line) return null;
  if (line.state !== "running" && line.state !== "stopping") return <Ended line={line} />;
  return (
    <Running label={`正在生成 ${line.name}`} done={line.done} total={line.total ?? 0} stopping={stopping} stop={() => void stop()}>
      正在生成 <b>{line.name}</b>
      {linesText(line) && `，${linesText(line)}`}
    </Running>
  );
} // prettier-ignore

/** Files that are still made for this window: found again after a reload, to be stopped or taken. */
export function StillMaking({ ids }: { readonly ids: readonly string[] }) {
  return (
    <section className="still-making" aria-label="正在生成的文件">
      {ids.map((id) => (
        <One key={id} id={id} />
      ))}
    </section>
  );
}
