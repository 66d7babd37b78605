import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Command } from "../command.ts";
import type { Filling } from "./filling.ts";
import type { Question, VisitForm } from "./question.ts";

/** A half-filled visit as it lies on the disk. */
export interface Draft {
  /** The policy whose form was filled. */
  readonly form: string;
  /** What that form asked; none in a draft of before it was noted. */
  readonly asked?: readonly string[];
  readonly filling: Filling;
  readonly pending?: Command;
}

export const askedIn = ({ questions }: VisitForm): readonly string[] => questions.map(({ key }) => key);

/** Whether the question still takes this answer. */
function takes({ options }: Question, value: FactValue): boolean {
  const codes: readonly unknown[] = Array.isArray(value) ? value : [value];
  return options === null || codes.every((code) => typeof code === "string" && code in options);
}

const isSameForm = (asked: readonly string[] | undefined, now: readonly string[]): boolean =>
  asked?.length === now.length && asked.every((key) => now.includes(key));

/**
 * What was filled in before the policy had another version, in the form of now: every answer that is still asked for
 * stays, and all that is of no question. What is no longer asked is set aside, and told. Where other questions are asked,
 * "as it was" is asked once more: nobody has confirmed what was not there.
 */
export function resumed(draft: Draft, form: VisitForm): Filling {
  const { filling } = draft;
  if (draft.form === form.form || draft.pending) return filling;
  const byKey = new Map(form.questions.map((question) => [question.key, question]));
  const stays = ([key, value]: [string, FactValue]): boolean => {
    const question = byKey.get(key);
    return question !== undefined && takes(question, value);
  };
  // an answer that was set aside comes back where it is asked for again
  const all = Object.entries({ ...filling.unasked, ...filling.answers });
  const unasked = all.filter((one) => !stays(one));
  const { unasked: _before, ...rest } = filling;
  return {
    ...rest,
    answers: Object.fromEntries(all.filter(stays)),
    same: isSameForm(draft.asked, askedIn(form)) ? filling.same : [],
    ...(unasked.length > 0 && { unasked: Object.fromEntries(unasked) }),
  };
}
