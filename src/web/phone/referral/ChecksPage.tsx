/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import type { ReferralLine } from "#capabilities/referral/words.ts";
import { dayText } from "../days.ts";
import { hashOf } from "../hash.ts";
import { text, word } from "../language/text.ts";
import { Reading, Top } from "../parts/Page.tsx";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
import { useVaultHere } from "../sync/vaultContext.ts";
import { useLoaded } from "../useLoaded.ts";
import { CheckForm } from "./CheckForm.tsx";
import { answerIn, type Told } from "./told.ts";

interface OneProps {
  readonly line: ReferralLine;
  readonly name: string | undefined;
  readonly done: () => void;
}

/** What the department says that it has done, and the way to say what is so. */
function One({ line: { childId, no, title, due }, name, done }: OneProps) {
  const { me } = useSession();
  const told = useLoaded<readonly Told[]>(`/api/referral/children/${childId}`);
  const late = due !== null && due < me.today;
  return (
    <li class="card stack" data-check={`${childId} ${no}`}>
      <a class="name" href={hashOf({ page: "file", childId })}>
        {name ?? text("task.file")}
      </a>
      <Reading of={told}>
        {(all) => {
          const answer = answerIn(all, no);
          if (!answer) return <p class="note">{text("check.none")}</p>;
          return (
            <>
              <p class="strong">{text("check.of", { title, owner: word(answer.owner) })}</p>
              <p>{text("check.says", { day: dayText(answer.on, me.today), result: answer.text })}</p>
              {due !== null && (
                <p class={late ? "late" : "strong"}>
                  {text(late ? "check.late" : "check.by", { day: dayText(due, me.today) })}
                </p>
              )}
              <CheckForm childId={childId} no={no} seen={answer.seen} done={done} />
            </>
          );
        }}
      </Reading>
    </li>
  );
}

/** 部门已办结、待到孩子家核实, the nearest day first: found out on the spot, with or without signal. */
export function ChecksPage() {
  const { meet } = useVaultHere();
  const [stored, setStored] = useState(false);
  const checks = useLoaded<readonly ReferralLine[]>("/api/referral/list?stage=answered", getAll);
  const children = useLoaded<{ lines: CaseLine[] }>("/api/caselist/children?limit=200");
  const names = new Map(children.state === "here" ? children.value.lines.map((line) => [line.childId, line.name]) : []);
  const done = (): void => {
    setStored(true);
    scrollTo(0, 0);
    meet();
    if (checks.state !== "loading") checks.again();
  };
  return (
    <main class="page">
      <Top title={text("check.title")} back={{ page: "today" }} />
      {stored && <output class="note good">{text("check.stored")}</output>}
      <Reading of={checks}>
        {(lines) =>
          lines.length === 0 ? (
            <p class="note">{text("check.none")}</p>
          ) : (
            <ul class="plain-list stack">
              {lines.map((line) => (
                <One key={`${line.childId} ${line.no}`} line={line} name={names.get(line.childId)} done={done} />
              ))}
            </ul>
          )
        }
      </Reading>
    </main>
  );
}
