/** @jsxImportSource preact */
import type { DueLine } from "#capabilities/caselist/words.ts";
import { dueText } from "../caselist/dueWords.ts";
import type { Receipt } from "../command.ts";
import { hashOf } from "../hash.ts";
import { Badge } from "../parts/Badge.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Reading } from "../parts/Page.tsx";
import { type ChildFile, isAtOnce, levelNow, rhythmsNow } from "../registry/file.ts";
import { WhyList } from "../registry/WhyList.tsx";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";

function NextTime({ file }: { file: ChildFile }) {
  const { me } = useSession();
  const due = useLoaded<readonly DueLine[]>("/api/caselist/due", getAll);
  if (due.state !== "here") return null;
  const line = due.value.find((one) => one.childId === file.childId);
  const every = rhythmsNow(file);
  if (every.length === 0) return null;
  return (
    <>
      <p class="strong">下一次：{line ? dueText(line, me.today) : "一个月以后"}</p>
      {every.some(isAtOnce) && <p class="note bad strong">要随时盯住：有变化马上再去，并马上告诉镇里的儿童督导员。</p>}
    </>
  );
}

/** before: the colour until now; undefined for a child that has just been registered. */
type Before = string | null | undefined;

function NewColour({ file, before }: { file: ChildFile; before: Before }) {
  const after = levelNow(file);
  const title = before === undefined ? "现在的颜色" : after === before ? "颜色没有变" : "颜色变了";
  return (
    <section class="card" data-now={after ?? "none"}>
      <h2>{title}</h2>
      <div class="row">
        {before !== undefined && after !== before && (
          <>
            <Badge level={before} />
            <span>变成</span>
          </>
        )}
        <Badge level={after} line />
      </div>
      {after !== before && <WhyList file={file} />}
      <NextTime file={file} />
    </section>
  );
}

/** The phone's own word: it is on the disk, and goes out by itself. */
function Waiting({ receipt }: { receipt: Receipt }) {
  const file = useLoaded<ChildFile>(`/api/registry/children/${receipt.childId}`);
  return (
    <>
      <output class="note good row">
        <Icon name="check" />
        <span>存在手机里了。有信号时自动送出，不用再管。</span>
      </output>
      <Reading of={file}>
        {({ fear }) =>
          fear ? (
            <section class="card alert" data-now={fear.level}>
              <h2>可能变成</h2>
              <Badge level={fear.level} line />
              <p class="strong">因为刚发现：{fear.found.join("、")}。</p>
              <p>颜色等送出以后由系统定。情况紧急的，不要等，马上打电话告诉镇里的儿童督导员。</p>
            </section>
          ) : (
            <p class="soft">颜色和下次走访的日子，送出以后就知道。</p>
          )
        }
      </Reading>
    </>
  );
}

/** The server's own word that it has arrived, and what follows from it. */
function Arrived({ receipt, before }: { receipt: Receipt; before: Before }) {
  const file = useLoaded<ChildFile>(`/api/registry/children/${receipt.childId}`);
  return (
    <>
      <output class="note good row">
        <Icon name="check" />
        <span>
          {receipt.repeated ? "这条之前就收到了，没有重复记。" : "收到了，已经记进档案。"}档案现在有{receipt.seq}
          条记录。
        </span>
      </output>
      <Reading of={file}>{(after) => <NewColour file={after} before={before} />}</Reading>
    </>
  );
}

export function ReceiptView({ receipt, before }: { receipt: Receipt; before?: Before }) {
  return (
    <>
      {receipt.waits ? <Waiting receipt={receipt} /> : <Arrived receipt={receipt} before={before} />}
      <a class="btn main wide" href={hashOf({ page: "today" })}>
        回到今天
      </a>
      <a class="btn wide" href={hashOf({ page: "file", childId: receipt.childId })}>
        看这个孩子的档案
      </a>
    </>
  );
}
