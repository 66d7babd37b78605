/** @jsxImportSource preact */
import { factByKey } from "#capabilities/registry/facts.ts";
import { useState } from "preact/hooks";
import { freshId } from "../command.ts";
import { agoText, dayText } from "../days.ts";
import { hashOf } from "../hash.ts";
import { Top } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { commandTitle } from "./commandTitle.ts";
import { exportText, saveFile } from "./exporting.ts";
import type { Keep } from "./keep.ts";
import type { Kept, Question } from "./kept.ts";
import { Inherited } from "./Inherited.tsx";
import { useKeepHere, useVaultHere } from "./vaultContext.ts";

/** 9月25日 10:03, by the clock of China wherever the phone thinks it is. */
const momentText = (iso: string): string =>
  new Date(iso).toLocaleString("zh-CN", {
    timeZone: "Asia/Shanghai",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });

const words = (key: string, value: unknown): string => {
  const options = factByKey.get(key)?.options;
  const one = (code: unknown): string => options?.[String(code)] ?? String(code);
  if (value === null || value === undefined) return "没有填";
  if (typeof value === "boolean") return value ? "是" : "否";
  return Array.isArray(value) ? value.map(one).join("、") : one(value);
};

/** Both values, and a person's word between them: one of them is kept by another command, or the file's stays. */
function QuestionCard({ keep, question }: { keep: Keep; question: Question }) {
  const { me } = useSession();
  const { key, mine, theirs, on, childId, name } = question;
  const keepMine = async (): Promise<void> => {
    // dated when it is said: what others learn before it goes out is newer, and stands
    const body = { day: keep.today(), facts: { [key]: mine }, source: "visit", reason: "核对后以走访所见为准" };
    const at = new Date().toISOString();
    await keep.add([{ id: freshId(), content: { operation: "registry.record", childId, name, at, body } }]);
    await keep.answered(question.id);
  };
  return (
    <section class="card" data-question={key}>
      <h2>
        {name}：{factByKey.get(key)?.zh ?? "其他"}
      </h2>
      <p>您走访时，别人也改了这一项。走访已经存好，这一项请您定：</p>
      <button type="button" class="btn wide" onClick={() => void keepMine()}>
        我问到的：{words(key, mine)}
      </button>
      <button type="button" class="btn wide" onClick={() => void keep.answered(question.id)}>
        档案里的：{words(key, theirs)}
        {on !== null && `（${dayText(on, me.today)}）`}
      </button>
    </section>
  );
}

function GiveUp({ onSure }: { onSure: () => void }) {
  const [asked, setAsked] = useState(false);
  return asked ? (
    <>
      <p class="late">去掉以后这一条就没有了。</p>
      <button type="button" class="btn" onClick={onSure}>
        确定去掉
      </button>
      <button type="button" class="btn" onClick={() => setAsked(false)}>
        留着
      </button>
    </>
  ) : (
    <button type="button" class="btn quiet" onClick={() => setAsked(true)}>
      不要这一条了
    </button>
  );
}

function CommandCard({ keep, command }: { keep: Keep; command: Kept }) {
  const { meet } = useVaultHere();
  const { content, state, refusal, id } = command;
  const again = async (): Promise<void> => {
    await keep.decide(id, "again");
    meet();
  };
  const day = (content.body["day"] as string | undefined) ?? content.at.slice(0, 10);
  const note = content.body["note"];
  return (
    <li class="card" data-command={state}>
      <a class="name" href={hashOf({ page: "file", childId: content.childId })}>
        {content.name}
      </a>
      <p>
        {commandTitle(content.operation, content.body)}，{agoText(day, keep.today())}
      </p>
      {typeof note === "string" && note !== "" && <p class="soft">{note}</p>}
      {state === "refused" && (
        <>
          <p class="fault">没有办成：{refusal?.sentence || "它前面的一条没有办成。"}</p>
          <button type="button" class="btn wide" onClick={() => void again()}>
            再送一次
          </button>
          <GiveUp onSure={() => void keep.decide(id, "never")} />
        </>
      )}
      {state === "queued" && (
        <p class="soft">{content.file ? "跟在走访后面，等有信号时自动送出" : "等有信号时自动送出"}</p>
      )}
    </li>
  );
}

/** Of what goes out by itself; whatever was refused is always in sight. */
const SHOWN = 30;

/** 没有送出的: everything that the server has not confirmed, and what it asks back. */
export function UnsentPage() {
  const { me } = useSession();
  const { met, meet } = useVaultHere();
  const keep = useKeepHere();
  if (!keep)
    return (
      <main class="page">
        <Top title="都送出了" back={{ page: "today" }} />
        <p class="note">本村的档案没有存在这部手机里：有信号时填的，都已经直接送出。</p>
      </main>
    );
  const waiting = keep.commands.filter((one) => one.state !== "arrived");
  const isRefused = ({ state }: Kept): boolean => state === "refused";
  const rest = waiting.filter((one) => !isRefused(one));
  const inSight = [...waiting.filter(isRefused), ...rest.slice(0, SHOWN)];
  const { village } = keep;
  const save = async (): Promise<void> =>
    saveFile(`tonghu-${keep.today()}.json`, await exportText(keep.commands, me.name, new Date().toISOString()));
  return (
    <main class="page">
      <Top title={waiting.length === 0 ? "都送出了" : `${waiting.length}条没有送出`} back={{ page: "today" }} />
      {village && <p class="soft">上次联系服务器：{momentText(village.metAt)}</p>}
      {met.kind === "away" && met.sentence !== "" && <p class="note">{met.sentence}</p>}
      {met.kind === "out" && (
        <a class="btn main wide" href={hashOf({ page: "enter" })}>
          重新进入
        </a>
      )}
      {keep.damaged > 0 && (
        <p class="note">
          另有{keep.damaged}条打不开了，还存在这部手机里。请让镇里的督导员停用这部手机，停用时会交给服务器；别清空它。
        </p>
      )}
      {keep.questions.map((question) => (
        <QuestionCard key={question.id} keep={keep} question={question} />
      ))}
      {(village?.salvaged ?? 0) > 0 && <Inherited />}
      <ul class="plain-list stack">
        {inSight.map((command) => (
          <CommandCard key={command.id} keep={keep} command={command} />
        ))}
      </ul>
      {inSight.length < waiting.length && <p class="soft">后面还有{waiting.length - inSight.length}条，按顺序送出。</p>}
      <button type="button" class="btn wide" disabled={met.kind === "under_way"} onClick={meet}>
        {met.kind === "under_way" ? "正在联系…" : "现在就联系一次"}
      </button>
      {waiting.length > 0 && (
        <>
          <button type="button" class="btn wide" onClick={() => void save()}>
            另存一份（手机快坏了时用）
          </button>
          <p class="soft">另存的文件没有加密，请只交给镇里的督导员，交完就删。</p>
        </>
      )}
    </main>
  );
}
