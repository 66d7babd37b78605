/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { PublicPolicy, PublicReceipt } from "#capabilities/concern/words.ts";
import { newId } from "#kernel/id.ts";
import { newSecret } from "../app/secret.ts";
import { ask } from "../app/server.ts";
import { AreaChoice } from "../parts/AreaChoice.tsx";
import { Field } from "../parts/Field.tsx";
import { CallFirst, NotSent } from "../parts/Hotlines.tsx";
import { Receipt } from "../parts/Receipt.tsx";
import { Top } from "../parts/Top.tsx";
import { Situations } from "./Situations.tsx";
import { Who, type WhoSaid, nobody } from "./Who.tsx";

interface ReportProps {
  readonly policy: PublicPolicy;
  /** Where it is: another area may have another policy. */
  readonly place: (area: string) => void;
}

/** Kept while the same words are sent again: it is one report, however often it was sent. */
const newMessage = () => ({ id: newId(), secret: newSecret() });
const blank = { situation: "", note: "", name: "", age: "", place: "", time: "" };

/** 报告: a situation or a few words, and where; whatever else is known; who tells it, or not. */
export function ReportPage({ policy, place }: ReportProps) {
  const [own, setOwn] = useState(newMessage);
  const [said, setSaid] = useState(blank);
  const [who, setWho] = useState<WhoSaid>(nobody);
  const [police, setPolice] = useState<boolean>();
  const [area, setArea] = useState<string | null>(null);
  const [state, setState] = useState<"open" | "busy" | "unsure">("open");
  const [fault, setFault] = useState("");
  const [receipt, setReceipt] = useState<string>();
  const write = (part: keyof typeof blank) => (value: string) => setSaid((now) => ({ ...now, [part]: value }));
  useEffect(() => scrollTo(0, 0), [receipt]);
  const send = async (message = own): Promise<void> => {
    setState("busy");
    setFault("");
    const { kind: reporter, ...teller } = who;
    const told = Object.values(teller).some((part) => part !== "");
    const answer = await ask<PublicReceipt>("/api/concern/public/reports", { ...message, ...said, area, reporter, ...(told && { teller }), ...(police !== undefined && { police }) });
    if (answer.kind === "ok") return setReceipt(answer.body.number);
    setState(answer.kind === "unsure" ? "unsure" : "open");
    if (answer.kind === "refused" && answer.code === "journal.id_reused") return sendAnew();
    if (answer.kind === "refused") setFault(answer.sentence);
  };
  /** What was changed since it was sent, and came all the same, is another report: it goes at once under its own number. */
  const sendAnew = (): Promise<void> => {
    const next = newMessage();
    setOwn(next);
    return send(next);
  };
  if (receipt !== undefined) return <Sent number={receipt} secret={own.secret} policy={policy} />;
  const wanted = [
    ...(said.situation === "" && said.note.trim() === "" ? ["发生了什么"] : []),
    ...(area === null ? ["孩子在哪里"] : []),
  ];
  return (
    <>
      <Top title="报告孩子有危险" says="有怀疑就可以报告，不用等查清楚。知道多少写多少，可以不写自己是谁。" />
      <CallFirst hotlines={policy.hotlines} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (state !== "busy" && wanted.length === 0) void send();
        }}
      >
        <Situations situations={policy.situations} chosen={said.situation} choose={write("situation")}>
          <Field label="看到、听到的事" hint="如：昨晚听到哭喊，早上看见脸上有伤" lines max={1000} value={said.note} onInput={write("note")} />
        </Situations>
        <section aria-labelledby="where">
          <h2 id="where">孩子在哪里</h2>
          <AreaChoice
            choose={(code) => {
              setArea(code);
              if (code !== null) place(code);
            }}
          />
          <Field label="具体地方" hint="如：村小学旁边、哪条路哪一家" max={200} value={said.place} onInput={write("place")} />
        </section>
        <section aria-labelledby="child">
          <h2 id="child">孩子的情况（知道就写）</h2>
          <Field label="姓名或者小名" max={40} value={said.name} onInput={write("name")} />
          <Field label="大约几岁" max={20} value={said.age} onInput={write("age")} />
          <Field label="什么时候的事" max={60} value={said.time} onInput={write("time")} />
          <fieldset>
            <legend>报警了没有</legend>
            <div class="pair">
              {([[true, "已经报警"], [false, "还没有"]] as const).map(([value, word]) => (
                <label key={word} class={police === value ? "pick on" : "pick"}>
                  <input type="radio" name="police" checked={police === value} onChange={() => setPolice(value)} />
                  {word}
                </label>
              ))}
            </div>
          </fieldset>
        </section>
        <Who reporters={policy.reporters} who={who} say={setWho} />
        {fault !== "" && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
        {state === "unsure" && <NotSent hotlines={policy.hotlines} busy={false} again={() => void send()} />}
        {wanted.length > 0 && <p class="soft">还要：{wanted.join("、")}</p>}
        <button type="submit" class="btn main wide" disabled={state === "busy" || wanted.length > 0}>
          {state === "busy" ? "正在发送……" : "提交报告"}
        </button>
      </form>
    </>
  );
} // prettier-ignore

interface SentProps {
  readonly number: string;
  readonly secret: string;
  readonly policy: PublicPolicy;
}

const Sent = ({ number, secret, policy }: SentProps) => (
  <>
    <Top title="报告已经送到" says="已经送到当地负责的人那里，会受理、处置，并把结果写给您。" />
    <Receipt number={number} secret={secret} />
    <CallFirst hotlines={policy.hotlines} />
    <p class="doors">
      <a class="btn" href="#/lookup">
        查询办理情况
      </a>
      <a class="btn" href="#/">
        回到首页
      </a>
    </p>
  </>
);
