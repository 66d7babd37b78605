/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { LookedUp, LookUpConcern, PublicPolicy } from "#capabilities/concern/words.ts";
import type { DeclarationLookedUp } from "#capabilities/declaration/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { digitsIn, inFours, NUMBER_DIGITS, SECRET_DIGITS } from "../app/secret.ts";
import { type Answer, ask } from "../app/server.ts";
import { FoundDeclaration } from "../declaration/FoundDeclaration.tsx";
import { Field } from "../parts/Field.tsx";
import { CallFirst, NotSent } from "../parts/Hotlines.tsx";
import { Top } from "../parts/Top.tsx";

const short = (text: string, most: number): string => inFours(digitsIn(text).slice(0, most));

type Told = { readonly report: LookedUp } | { readonly declaration: DeclarationLookedUp };
const UNKNOWN = "concern.receipt_unknown";

/** A receipt does not say what it is of: reports are asked first. */
async function lookUp(both: LookUpConcern): Promise<Answer<Told>> {
  const report = await ask<LookedUp>("/api/concern/public/look-ups", both);
  if (report.kind === "ok") return { kind: "ok", body: { report: report.body } };
  if (report.kind === "unsure" || report.code !== UNKNOWN) return report;
  const declaration = await ask<DeclarationLookedUp>("/api/declaration/public/look-ups", both);
  return declaration.kind === "ok" ? { kind: "ok", body: { declaration: declaration.body } } : declaration;
}

/** 查询: by number and secret together; whatever of them is wrong, the answer is the same. */
export function LookUpPage({ policy }: { readonly policy: PublicPolicy }) {
  const [number, setNumber] = useState("");
  const [secret, setSecret] = useState("");
  const [state, setState] = useState<"open" | "busy" | "unsure">("open");
  const [fault, setFault] = useState("");
  const [found, setFound] = useState<Told>();
  const whole = digitsIn(number).length === NUMBER_DIGITS && digitsIn(secret).length === SECRET_DIGITS;
  const send = async (): Promise<void> => {
    setState("busy");
    setFault("");
    setFound(undefined);
    const both = { number: digitsIn(number), secret: digitsIn(secret) };
    const answer = await lookUp(both);
    setState(answer.kind === "unsure" ? "unsure" : "open");
    if (answer.kind === "refused") setFault(answer.sentence);
    if (answer.kind === "ok") setFound(answer.body);
  };
  return (
    <>
      <Top title="查询办理情况" says="提交时给您的编号和查询码，两个都要。" />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (whole && state !== "busy") void send();
        }}
      >
        <section>
          <Field label={`编号（${NUMBER_DIGITS}位数字）`} digits max={30} value={number} onInput={(typed) => setNumber(short(typed, NUMBER_DIGITS))} />
          <Field label={`查询码（${SECRET_DIGITS}位数字）`} digits max={40} value={secret} onInput={(typed) => setSecret(short(typed, SECRET_DIGITS))} />
          {fault !== "" && (
            <p class="fault" role="alert">
              {fault}
            </p>
          )}
          {state === "unsure" && <NotSent hotlines={policy.hotlines} busy={false} again={() => void send()} />}
          <button type="submit" class="btn main wide" disabled={!whole || state === "busy"}>
            {state === "busy" ? "正在查询……" : "查询"}
          </button>
        </section>
      </form>
      {found && "report" in found && <Found found={found.report} />}
      {found && "report" in found && <CallFirst hotlines={policy.hotlines} />}
      {found && "declaration" in found && <FoundDeclaration found={found.declaration} />}
    </>
  );
} // prettier-ignore

const steps = [
  ["reported", "已经收到，等待受理"],
  ["received", "已经受理"],
  ["handled", "已经开始处置"],
  ["told", "已经写了处理结果"],
  ["closed", "已经办结"],
] as const;

function Found({ found: { progress, reportedOn, told } }: { readonly found: LookedUp }) {
  const words = steps.find(([step]) => step === progress)?.[1] ?? "";
  return (
    <section aria-labelledby="found" aria-live="polite" data-progress={progress}>
      <h2 id="found">{words}</h2>
      <p class="soft">{longDay(reportedOn)}报告</p>
      {told.map((one) => (
        <blockquote key={one.words}>
          <p>{one.words}</p>
          <footer>{longDay(one.on)}</footer>
        </blockquote>
      ))}
      {progress === "closed" && told.length === 0 && (
        <p>办理的人看过，认为这不是需要处理的报告。如果孩子有危险，请重新报告，或者打电话。</p>
      )}
    </section>
  );
}
