/** @jsxImportSource preact */
import type { ReferralLine } from "#capabilities/referral/words.ts";
import { dayText } from "../days.ts";
import { text, word } from "../language/text.ts";
import { Answered, NameLink } from "../parts/Answered.tsx";
import { Reading } from "../parts/Page.tsx";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
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
      <NameLink childId={childId} name={name} />
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
  const checks = useLoaded<readonly ReferralLine[]>("/api/referral/list?stage=answered", getAll);
  return (
    <Answered title={text("check.title")} said={text("check.stored")} lists={[checks]}>
      {(names, done) => (
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
      )}
    </Answered>
  );
}
