/** @jsxImportSource preact */
import { addDays, type Day } from "#kernel/day.ts";
import { Choice } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import { noProblem, type Problem } from "./filling.ts";

interface ProblemCardsProps {
  readonly problems: readonly Problem[];
  /** Who is responsible where nobody else is named. */
  readonly me: string;
  readonly today: Day;
  readonly onChange: (problems: readonly Problem[]) => void;
}

const MOST = 10;

const terms = [
  [7, "一周内"],
  [15, "半个月内"],
  [30, "一个月内"],
] as const;

/** 问题、解决办法、负责人、期限: each becomes a task that stays open until somebody says what came of it. */
export function ProblemCards({ problems, me, today, onChange }: ProblemCardsProps) {
  const put = (at: number, part: Partial<Problem>): void =>
    onChange(problems.map((problem, i) => (i === at ? { ...problem, ...part } : problem)));
  return (
    <section class="card" data-group="problems">
      <h2>要解决的问题</h2>
      {problems.map((problem, at) => (
        <div key={at} class="question">
          <Field
            label={`问题${problems.length > 1 ? at + 1 : ""}`}
            hint="比如：屋顶漏雨"
            value={problem.title}
            max={100}
            onInput={(title) => put(at, { title })}
          />
          <Field
            label="解决办法"
            value={problem.solution}
            max={300}
            lines
            onInput={(solution) => put(at, { solution })}
          />
          <Field
            label="谁负责"
            hint={`不填就是您自己（${me}）`}
            value={problem.owner}
            max={40}
            onInput={(owner) => put(at, { owner })}
          />
          <p class="strong">什么时候办完</p>
          <Choice
            label="什么时候办完"
            options={terms.map(([days, word]) => ({ value: addDays(today, days), word }))}
            chosen={[problem.due]}
            onChoose={(due) => put(at, { due })}
          />
          <Field label="或者选一个日子" type="date" value={problem.due} onInput={(due) => put(at, { due })} />
          <button type="button" class="btn quiet" onClick={() => onChange(problems.filter((_, i) => i !== at))}>
            去掉这个问题
          </button>
        </div>
      ))}
      {problems.length < MOST && (
        <button type="button" class="btn wide" onClick={() => onChange([...problems, noProblem])}>
          {problems.length === 0 ? "记一个问题" : "再记一个问题"}
        </button>
      )}
    </section>
  );
}
