/** @jsxImportSource preact */
import type { CourseShown } from "#capabilities/training/words.ts";
import { dayText } from "../days.ts";
import { hashOf } from "../hash.ts";
import { Reading, Top } from "../parts/Page.tsx";
import { text } from "../language/text.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import { CoursePage } from "./CoursePage.tsx";
import type { OwnTrainingHere } from "./own.ts";

/** What a document asks, and whether it is done. */
function Asked({ of: { state, rule } }: { of: OwnTrainingHere }) {
  if (!rule) return <p class="note">{text("training.state_none")}</p>;
  return (
    <div class={`note ${state === "done" ? "good" : "bad"}`} data-state={state}>
      <p class="strong">{text(`training.state_${state}`)}</p>
      <p>{rule.title}</p>
      <p class="soft">{rule.clause}</p>
    </div>
  );
}

function CourseCard({ course, of }: { course: CourseShown; of: OwnTrainingHere }) {
  const last = of.records.find(({ courseId }) => courseId === course.id);
  const waits = of.waiting?.includes(course.id) ?? false;
  const said = last && text(last.passed ? "training.passed" : "training.failed", { right: last.right ?? 0, of: last.of ?? 0 }); // prettier-ignore
  return (
    <section class="card stack" data-course={course.id}>
      <h2>{course.title}</h2>
      <p class="soft">
        {text("training.course", { pages: course.pages.length, n: course.questions.length, pass: course.pass })}
      </p>
      {(waits || said) && <p class={last?.passed ? "strong" : "late"}>{waits ? text("training.waits") : said}</p>}
      <a class="btn main wide" href={hashOf({ page: "training", courseId: course.id })}>
        {text("training.open")}
      </a>
    </section>
  );
}

function Records({ of: { records } }: { of: OwnTrainingHere }) {
  const { me } = useSession();
  if (records.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{text("training.records")}</h2>
      {records.map((one) => (
        <p key={one.id} data-record={one.kind}>
          <span class="strong">{one.title}</span>
          <br />
          {dayText(one.day, me.today)}{" "}
          {one.kind === "session"
            ? text(one.examined ? "training.examined" : "training.attended")
            : text(one.passed ? "training.passed" : "training.failed", { right: one.right ?? 0, of: one.of ?? 0 })}
        </p>
      ))}
    </section>
  );
}

function Overview({ of }: { of: OwnTrainingHere }) {
  return (
    <main class="page">
      <Top title={text("training.title")} back={{ page: "me" }} />
      <Asked of={of} />
      {of.courses.length === 0 && <p class="note">{text("training.no_courses")}</p>}
      {of.courses.map((course) => (
        <CourseCard key={course.id} course={course} of={of} />
      ))}
      <Records of={of} />
    </main>
  );
}

/** 培训: what is asked of this director, what there is to read, what has been done; a course where the place names one. */
export function TrainingPage({ of: courseId }: { readonly of?: string }) {
  const training = useLoaded<OwnTrainingHere>("/api/training/mine");
  if (training.state !== "here")
    return (
      <main class="page">
        <Top title={text("training.title")} back={{ page: "me" }} />
        <Reading of={training}>{() => null}</Reading>
      </main>
    );
  const own = training.value;
  const course = own.courses.find(({ id }) => id === courseId);
  if (!course) return <Overview of={own} />;
  const last = own.records.find((one) => one.courseId === course.id);
  const waits = own.waiting?.includes(course.id) ?? false;
  return <CoursePage key={course.id} course={course} last={last} waits={waits} reload={training.again} />;
}
