import { useState } from "preact/hooks";
import type { Command } from "../command.ts";
import { draftKey, dropDraft, keepDraft, readDraft } from "../draft.ts";
import type { Memory } from "../useSending.ts";

export type Answers = Readonly<Record<string, number>>;

interface Draft {
  readonly answers: Answers;
  readonly pending?: Command;
}

export interface Sheet {
  readonly answers: Answers;
  readonly choose: (question: string, option: number) => void;
  readonly memory: Memory;
  readonly drop: () => void;
}

/** A half-filled answer sheet, kept with every tap, together with a message not yet answered. */
export function useSheet(personId: string, courseId: string): Sheet {
  const key = draftKey(personId, `training.${courseId}`);
  const [found] = useState(() => readDraft(key) as Draft | undefined);
  const [answers, setAnswers] = useState<Answers>(found?.answers ?? {});
  const choose = (question: string, option: number): void => {
    const next = { ...answers, [question]: option };
    setAnswers(next);
    keepDraft(key, { answers: next } satisfies Draft);
  };
  const remember = (pending: Command | undefined): void =>
    keepDraft(key, { answers, ...(pending && { pending }) } satisfies Draft);
  const drop = (): void => dropDraft(key);
  return { answers, choose, memory: { pending: found?.pending, remember }, drop };
}
