import type { TrainingPerson } from "#capabilities/training/words.ts";
import { address } from "../app/api.ts";
import { type Loaded, useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";

/** Who serves without having passed the exam that a document asks of a new one; nobody for a post that may not know. */
export function useUnexamined(): Loaded<ReadonlySet<string>> {
  const may = useMay();
  const path = may("training.read") ? address("/api/training/people", { state: "exam" }) : undefined;
  const people = useLoad<readonly TrainingPerson[]>(path);
  return { ...people, data: people.data && new Set(people.data.map((one) => one.personId)) };
}
