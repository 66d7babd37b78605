import { z } from "zod";
import { departments } from "#kernel/actor.ts";
import { Clause, Id, source, Text } from "./parts.ts";

/* 个案会商 (粤民发〔2024〕32号 四(二)) as data: the text names no party, no field and no term, so all of it is a pack's. */

/** Who may be invited, what for, and by which sending purpose: its fields alone may leave. None within civil affairs. */
export const Invitee = z.strictObject({
  ...source,
  /** The department, or civil_affairs: the county, which reads the file itself. */
  id: z.enum(["civil_affairs", ...departments]),
  title: Text,
  purpose: Id.optional(),
  clause: Clause,
});
export type Invitee = z.infer<typeof Invitee>;

const Workdays = z.int().min(0).max(250);

/** In working days; `remind` before a day somebody is reminded, and `climb` after it the next level sees it. */
const ConferenceTerms = z.strictObject({
  ...source,
  /** For a department to say whether it comes. */
  answer: Workdays,
  /** From the meeting to the review, as it is proposed. */
  review: Workdays,
  remind: Workdays,
  climb: Workdays,
  clause: Clause,
});
export type ConferenceTerms = z.infer<typeof ConferenceTerms>;

export const ConferencePart = z.strictObject({ clause: Clause, invited: z.array(Invitee), terms: ConferenceTerms });
export type ConferencePart = z.infer<typeof ConferencePart>;

/** Where no pack says anything, nobody can be invited. */
export const noConference: ConferencePart = {
  clause: "",
  invited: [],
  terms: { answer: 0, review: 0, remind: 0, climb: 0, clause: "", source: "local" },
};
