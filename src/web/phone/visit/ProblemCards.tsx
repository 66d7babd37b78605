/** @jsxImportSource preact */
import { addDays, type Day } from "#kernel/day.ts";
import { Choice } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import { noProblem, type Problem } from "./filling.ts";
import { text } from "../language/text.ts";

interface ProblemCardsProps {
  readonly problems: readonly Problem[];
  /** Who is responsible where nobody else is named. */
  readonly me: string;
  readonly today: Day;
  readonly onChange: (problems: readonly Problem[]) => void;
}

const MOST = 10;

const terms = [
  [7, "week"],
  [15, "fortnight"],
  [30, "month"],
] as const;

/** 问题、解决办法、负责人、期限: each becomes a task that stays open until somebody says what came of it. */
export function ProblemCards({ problems, me, today, onChange }: ProblemCardsProps) {
  const put = (at: number, part: Partial<Problem>): void =>
    onChange(problems.map((problem, i) => (i === at ? { ...problem, ...part } : problem)));
  return (
    <section class="card" data-group="problems">
      <h2>{text("problem.title")}</h2>
      {problems.map((problem, at) => (
        <div key={at} class="question">
          <Field
            label={problems.length > 1 ? text("problem.no", { n: at + 1 }) : text("problem.one")}
            hint={text("problem.hint")}
            value={problem.title}
            max={100}
            onInput={(title) => put(at, { title })}
          />
          <Field
            label={text("problem.solution")}
            value={problem.solution}
            max={300}
            lines
            onInput={(solution) => put(at, { solution })}
          />
          <Field
            label={text("problem.owner")}
            hint={text("problem.owner_hint", { name: me })}
            value={problem.owner}
            max={40}
            onInput={(owner) => put(at, { owner })}
          />
          <p class="strong">{text("problem.when")}</p>
          <Choice
            label={text("problem.when")}
            options={terms.map(([days, term]) => ({ value: addDays(today, days), word: text(`problem.${term}`) }))}
            chosen={[problem.due]}
            onChoose={(due) => put(at, { due })}
          />
          <Field label={text("problem.day")} type="date" value={problem.due} onInput={(due) => put(at, { due })} />
          <button type="button" class="btn quiet" onClick={() => onChange(problems.filter((_, i) => i !== at))}>
            {text("problem.remove")}
          </button>
        </div>
      ))}
      {problems.length < MOST && (
        <button type="button" class="btn wide" onClick={() => onChange([...problems, noProblem])}>
          {text(problems.length === 0 ? "problem.add" : "problem.add_more")}
        </button>
      )}
    </section>
  );
}
