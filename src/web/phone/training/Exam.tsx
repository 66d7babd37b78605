/** @jsxImportSource preact */
import type { CourseShown } from "#capabilities/training/words.ts";
import { Choice } from "../parts/Choice.tsx";
import { ReadAloud } from "../parts/ReadAloud.tsx";
import { text } from "../language/text.ts";
import { useSession } from "../session.ts";
import { useVaultHere } from "../sync/vaultContext.ts";
import { useSending } from "../useSending.ts";
import { useSheet } from "./useSheet.ts";

interface QuestionProps {
  readonly n: number;
  readonly question: CourseShown["questions"][number];
  readonly answer: number | undefined;
  readonly choose: (option: number) => void;
}

function Question({ n, question, answer, choose }: QuestionProps) {
  return (
    <section class="card stack" data-question={question.id}>
      <p class="strong">{text("training.question", { n, text: question.text })}</p>
      <Choice
        label={question.text}
        options={question.options.map((word, i) => ({ value: String(i + 1), word }))}
        chosen={answer === undefined ? [] : [String(answer)]}
        onChoose={(option) => choose(Number(option))}
      />
      <ReadAloud lines={[question.text, ...question.options]} />
    </section>
  );
}

/** The questions of a course. Handed in, the sheet lies in the outbox: whether it passes is said by the server alone. */
export function Exam({ course, done }: { course: CourseShown; done: () => void }) {
  const { me } = useSession();
  const { meet } = useVaultHere();
  const { answers, choose, memory, drop } = useSheet(me.personId, course.id);
  const { frozen, locked, busy, fault, send } = useSending(() => {
    drop();
    meet();
    done();
  }, memory);
  const left = course.questions.filter((one) => answers[one.id] === undefined).length;
  return (
    <section class="stack" data-group="exam">
      <h2>{text("training.exam", { n: course.questions.length, pass: course.pass })}</h2>
      {course.questions.map((question, i) => (
        <Question
          key={question.id}
          n={i + 1}
          question={question}
          answer={answers[question.id]}
          choose={(option) => !frozen && choose(question.id, option)}
        />
      ))}
      {left > 0 && <p class="soft">{text("training.left", { n: left })}</p>}
      {fault !== undefined && (
        <p class="note bad" role="alert">
          {fault}
        </p>
      )}
      <button
        type="button"
        class="btn main wide"
        disabled={busy || (left > 0 && !locked)}
        onClick={() => send("/api/training/exams", { courseId: course.id, answers })}
      >
        {text("training.hand_in")}
      </button>
    </section>
  );
}
