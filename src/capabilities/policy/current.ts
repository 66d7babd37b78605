import { z } from "zod";
import type { Policy } from "./decide.ts";
import { Category, Deadline, Escalation, Ground, Level } from "./words.ts";
import { Entrustment } from "./entrustments.ts";
import { ConcernLimit, Situation } from "./situations.ts";

const Kind = z.strictObject({
  /** `category.kind`. */
  id: z.string(),
  title: z.string(),
  clause: z.string(),
});

/** A pack as pages need it: titles and clauses for what lists show by code. */
export const CurrentPolicy = z.strictObject({
  /** `puning@1`. */
  ref: z.string(),
  title: z.string(),
  document: z.string(),
  from: z.string(),
  /** First day without effect; null: open. */
  to: z.string().nullable(),
  categories: z.array(
    Category.pick({ id: true, title: true, clause: true, ledger: true }).extend({ kinds: z.array(Kind) }),
  ),
  levels: z.array(Level.pick({ id: true, title: true, word: true, shape: true, rhythms: true })),
  grounds: z.array(Ground.pick({ id: true, title: true, level: true, clause: true })),
  escalation: z.array(Escalation),
  deadlines: z.array(Deadline),
  situations: z.array(Situation),
  concernLimits: z.array(ConcernLimit),
  entrustment: Entrustment,
});
export type CurrentPolicy = z.infer<typeof CurrentPolicy>;

export const currentPolicy = (policy: Policy): CurrentPolicy => ({
  ref: policy.ref,
  title: policy.title,
  document: policy.document,
  from: policy.from,
  to: policy.to,
  categories: policy.categories.map(({ id, title, clause, ledger, kinds }) => {
    const shown = (kinds ?? []).map((kind) => ({ id: `${id}.${kind.id}`, title: kind.title, clause: kind.clause }));
    return { id, title, clause, ledger, kinds: shown };
  }),
  levels: policy.levels.map(({ id, title, word, shape, rhythms }) => ({ id, title, word, shape, rhythms })),
  grounds: policy.grounds.map(({ id, title, level, clause }) => ({ id, title, level, clause })),
  escalation: [...policy.escalation],
  deadlines: [...policy.deadlines],
  situations: [...policy.situations],
  concernLimits: [...policy.concernLimits],
  entrustment: policy.entrustment,
});
