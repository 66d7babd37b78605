import type { ReactNode } from "react";
import { postNames } from "#capabilities/account/words.ts";
import { states, type TrainingState } from "#capabilities/training/words.ts";

export const postText = (post: string): string => postNames[post as keyof typeof postNames];
/** What is still asked of somebody stands out by its weight, not by a colour alone. */
export const stateText = (state: TrainingState): ReactNode =>
  state === "exam" || state === "due" ? <b className="late">{states[state]}</b> : states[state];
