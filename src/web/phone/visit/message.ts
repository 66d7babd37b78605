import { askNothing, type Asks } from "#kernel/evidence.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { changesOf, type Filling, type Layout, type Problem, RISKS, unseen } from "./filling.ts";
import { evidenceIn, lackingIn, whyOf } from "./asks.ts";
import { valueNow } from "./question.ts";
import { listed, recorded, text, word } from "../language/text.ts";

/** 谈话对象 as one line of the file: chips and what was typed. */
export const speakers = ({ spokeWith, otherSpeaker }: Filling): string =>
  [...spokeWith, otherSpeaker.trim()].filter((part) => part !== "").join(recorded("join.names"));

const wanted = ({ title, solution, owner, due }: Problem): Record<string, unknown> => ({
  title: title.trim(), solution: solution.trim(), owner: owner.trim(), ...(due !== "" && { due }),
}); // prettier-ignore

/** What the file said of each fact that is changed; null where it said nothing. */
function seenOf(layout: Layout, keys: readonly string[]): Record<string, FactValue | null> {
  const groups = layout.groups.flatMap((group) => group.questions);
  const asked = [...layout.standing, ...layout.risks, ...layout.unclear, ...groups];
  return Object.fromEntries(keys.map((key) => [key, asked.find((one) => one.key === key)?.last?.value ?? null]));
}

/** The body of RecordVisit without its id; the day is added where it waits, else it is the server's. */
export const messageOf = (
  form: string,
  layout: Layout,
  filling: Filling,
  asks: Asks = askNothing,
): Record<string, unknown> => ({
  kind: filling.kind,
  form,
  facts: changesOf(layout, filling.answers),
  seen: seenOf(layout, Object.keys(changesOf(layout, filling.answers))),
  spokeWith: speakers(filling),
  note: filling.note.trim(),
  problems: filling.problems.map(wanted),
  ...evidenceIn(filling, asks),
});

const namesARisk = (layout: Layout, filling: Filling): boolean =>
  layout.risks.some((question) => (valueNow(question, filling.answers) ?? "none") !== "none");

/** What still stands in the way of saving, said so that one knows what to tap; undefined where nothing does. */
export function obstacle(layout: Layout, filling: Filling, asks: Asks = askNothing): string | undefined {
  const left = unseen(layout, filling);
  if (left.includes(RISKS)) return text("visit.want_risk");
  if (left.length > 0) return text("visit.unseen", { groups: listed(left.map(word)) });
  if (filling.opened.includes(RISKS) && !namesARisk(layout, filling)) return text("visit.want_which");
  if (speakers(filling).length > 40) return text("visit.speakers_long");
  if (filling.problems.some(({ title }) => title.trim().length < 2)) return text("visit.want_problem");
  const [lacking] = lackingIn(filling, asks).filter((kind) => whyOf(filling, kind).length < 2);
  if (lacking) return text("evidence.want", { what: text(`attached.${lacking}`) });
  return undefined;
}
