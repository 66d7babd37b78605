import { Button } from "antd";
import { useRef } from "react";
import type { RehearsalShown } from "#capabilities/policy/words.ts";
import { longDay, minuteText } from "../../ui/dayText.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Card } from "../parts/Page.tsx";
import { Running } from "../parts/Running.tsx";
import { Failed, Refused, Show } from "../parts/states.tsx";
import { Moved } from "./Moved.tsx";
import { Effect } from "./RehearsalEffect.tsx";
import { useRehearsal } from "./useRehearsal.ts";
import "../styles/law.css";

/** What is wrong with the pack, each with its place. */
function Faults({ rehearsal }: { readonly rehearsal: RehearsalShown }) {
  const { faults, moreFaults, status } = rehearsal;
  if (faults.length === 0) return <p className="agrees">✓ 检查没有发现问题。</p>;
  const stops = status === "refused";
  return (
    <div className={stops ? "refused" : "said said-open"}>
      <b>{stops ? "这个政策包有错误，改正以后才能试算：" : "可以试算；检查发现下面的问题，请核对："}</b>
      <ul className="faults">
        {faults.map(({ line, sentence }) => (
          <li key={`${line} ${sentence}`}>
            {line > 0 && <b>第{line}行：</b>}
            {sentence}
          </li>
        ))}
      </ul>
      {moreFaults > 0 && <p>另有{moreFaults}处没有列出。</p>}
    </div>
  );
}

const stateText: Readonly<Record<RehearsalShown["status"], string>> = {
  refused: "没有试算",
  running: "正在试算",
  done: "试算完成",
  cancelled: "已经停止",
  failed: "没有完成，请再试一次；仍不行请告诉系统管理员",
};

function Progress({ rehearsal, stop }: { readonly rehearsal: RehearsalShown; readonly stop: () => void }) {
  const { read, total } = rehearsal;
  return (
    <Running label="正在试算" done={read} total={total} stop={stop}>
      {total === 0 ? "正在排队…" : `已读${read}份档案，共${total}份`}
    </Running>
  );
}

function One({ rehearsal, drop }: { readonly rehearsal: RehearsalShown; readonly drop: () => void }) {
  const { status, fileName, pack, day, startedAt, result } = rehearsal;
  return (
    <>
      <Card
        title={stateText[status]}
        note={`${fileName}　${minuteText(startedAt)}`}
        more={
          status !== "running" && (
            <span className="acts">
              {status === "done" && <TakeAlong label="导出结果" path="/api/policy/rehearsal/file" usual="reporting" />}
              <Button onClick={drop}>清除</Button>
            </span>
          )
        }
      >
        {pack && (
          <p>
            {pack.title}（{pack.document}），按{longDay(day)}试算
          </p>
        )}
        <Faults rehearsal={rehearsal} />
        {status === "running" && <Progress rehearsal={rehearsal} stop={drop} />}
      </Card>
      {status === "done" && result && (
        <>
          <Effect result={result} />
          {result.moved > 0 && <Moved result={result} />}
        </>
      )}
    </>
  );
}

/** A changed pack, rehearsed on the children of one's own area: whom it would move, and how many visits it would ask. */
export function RehearsalPage() {
  const input = useRef<HTMLInputElement>(null);
  const { rehearsal, refusal, sending, begin, drop, reload } = useRehearsal();
  const busy = sending || rehearsal?.status === "running";
  const take = (file: File | undefined): void => {
    if (file) begin(file);
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <Card title="试算改动" note="只是计算：台账、等级和走访安排都不会改变">
        <ul className="law-notes">
          <li>上传改动后的政策包（pack.yaml）：先检查写法、条款、例子和是否低于上级，再在本辖区现有的儿童中试算。</li>
          <li>两个政策包按同一天比较；改动后的政策包还没有施行的，按它施行的那一天。</li>
          <li>封存保密的信息不参加试算，评估确认的等级也不计入：试算前的人数可能与台账略有出入。</li>
          <li>结果只有您自己能看，离开这一页再回来还在；清除、上传新的文件或者服务器重新启动以后就没有了。</li>
        </ul>
        <input
          ref={input}
          type="file"
          accept=".yaml,.yml"
          hidden
          aria-label="政策包文件"
          onChange={(event) => take(event.target.files?.[0])}
        />
        <Button type="primary" loading={sending} disabled={busy} onClick={() => input.current?.click()}>
          选择 pack.yaml 并试算
        </Button>
        <Refused refusal={rehearsal === undefined ? undefined : refusal} />
      </Card>
      {rehearsal === undefined && refusal && <Failed refusal={refusal} retry={reload} />}
      {rehearsal === undefined && !refusal && (
        <Show of={{ data: undefined, refusal: undefined, loading: true, reload }}>{() => null}</Show>
      )}
      {rehearsal && <One rehearsal={rehearsal} drop={drop} />}
    </>
  );
}
