/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { CourseShown, OwnRecord } from "#capabilities/training/words.ts";
import { dayText } from "../days.ts";
import { Top } from "../parts/Page.tsx";
import { ReadAloud } from "../parts/ReadAloud.tsx";
import { text } from "../language/text.ts";
import { useSession } from "../session.ts";
import { Exam } from "./Exam.tsx";

/** How a sheet was judged: which were wrong and where to read them again; what is right once it is passed. */
function Result({ of }: { of: OwnRecord }) {
  const { me } = useSession();
  const score = text(of.passed ? "training.passed" : "training.failed", { right: of.right ?? 0, of: of.of ?? 0 });
  return (
    <section class="stack" data-result={of.passed ? "passed" : "failed"}>
      <p class={`note ${of.passed ? "good" : "bad"}`} aria-live="polite">
        <span class="strong">{score}</span> {dayText(of.day, me.today)}
      </p>
      {of.wrong.map((one) => (
        <div key={one.text} class="card stack">
          <p class="strong">{one.text}</p>
          <p>{text("training.chosen", { answer: one.chosen })}</p>
          {one.right !== null && <p>{text("training.right_answer", { answer: one.right })}</p>}
          {one.why !== null && <p class="soft">{one.why}</p>}
          {one.right === null && one.page !== null && <p>{text("training.read_again", { page: one.page })}</p>}
        </div>
      ))}
    </section>
  );
}

interface CourseProps {
  readonly course: CourseShown;
  /** The newest sheet that was judged. */
  readonly last: OwnRecord | undefined;
  /** A sheet lies in the outbox. */
  readonly waits: boolean;
  readonly reload: () => void;
}

/** What stands below the pages: the sheet that waits, how the last one went, or the questions. */
function ExamOrResult({ course, last, waits, reload }: CourseProps) {
  const [again, setAgain] = useState(false);
  const done = (): void => {
    setAgain(false);
    reload();
    scrollTo(0, 0);
  };
  if (waits) return null;
  if (!last || again) return <Exam course={course} done={done} />;
  return (
    <button type="button" class={`btn wide${last.passed ? "" : " main"}`} onClick={() => setAgain(true)}>
      {text("training.again")}
    </button>
  );
}

/** The pages of a course, one below the other, and its exam. */
export function CoursePage({ course, last, waits, reload }: CourseProps) {
  return (
    <main class="page">
      <Top title={course.title} back={{ page: "training", courseId: "" }} />
      {waits && (
        <p class="note" data-result="waits" aria-live="polite">
          {text("training.waits")}
        </p>
      )}
      {!waits && last && <Result of={last} />}
      {course.pages.map((page) => (
        <section key={page.title} class="card stack">
          <h2>{page.title}</h2>
          <p class="told">{page.text}</p>
          <ReadAloud lines={[page.title, page.text]} />
        </section>
      ))}
      <ExamOrResult course={course} last={last} waits={waits} reload={reload} />
    </main>
  );
}
