/** @jsxImportSource preact */
import { hashOf } from "../hash.ts";
import { text } from "../language/text.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import type { OwnTrainingHere } from "./own.ts";

function Waiting() {
  const training = useLoaded<OwnTrainingHere>("/api/training/mine");
  if (training.state !== "here" || training.value.state !== "exam" || training.value.waiting?.length) return null;
  return (
    <a class="note bad wide-link" href={hashOf({ page: "training", courseId: "" })}>
      {text("training.state_exam")}
    </a>
  );
}

/** A new director who has to pass an exam is told so above the work of the day, which goes on; that a year's is due, on the page alone. */
export function TrainingWaiting() {
  const { me } = useSession();
  return me.permissions.includes("training.take") ? <Waiting /> : null;
}
