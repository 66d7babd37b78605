import { answerOf } from "#engines/rules/answer.ts";
import { Book } from "#engines/rules/book.ts";
import type { Facts, FactSpec } from "#engines/rules/catalogue.ts";
import { Places } from "#engines/rules/place.ts";
import type { Plain } from "#engines/rules/reading.ts";
import { newStory, type Wording } from "#engines/rules/reason.ts";
import { dayAt } from "#engines/rules/stamp.ts";

/* A small catalogue and words for programs: what the tests of the rules engine ask conditions about. */

const fact = (key: string, type: FactSpec["type"], more: Partial<FactSpec> = {}): FactSpec => ({
  key, type, zh: key, group: "g", cls: "open", absent: "unknown", from: ["survey"], policy: true, ...more,
}); // prettier-ignore

const each = (who: string): FactSpec[] => [
  fact(`${who}.away`, "enum", { options: { home: "在家", work: "务工" } }),
  fact(`${who}.since`, "day"),
  fact(`${who}.until`, "day"),
  fact(`${who}.status`, "set", { options: { none: "无", dead: "死亡", ill: "重病" } }),
];
const catalogue: FactSpec[] = [
  fact("birthDate", "day"),
  fact("name", "text", { policy: false }),
  fact("home", "area"),
  fact("hukou", "area"),
  fact("boarding", "bool"),
  fact("level", "int", { unit: "级", absent: "no" }),
  fact("harm", "enum", { options: { none: "否", suspected: "疑似", confirmed: "是" }, absent: "no" }),
  ...each("father"),
  ...each("mother"),
];

const wording: Wording = {
  value: (_, value) => String(value),
  fact: (seen) => `${seen.fact}=${seen.shown}`,
  absent: (seen, asNo) => `${seen.fact} absent${asNo ? " so no" : ""}`,
  age: (found, years) => `${found.seen.fact} ${years}`, elapsed: (found) => `${found.seen.fact} ${found.side ?? "in"}`,
  term: (found) => `${found.seen.fact}-${found.and?.fact ?? ""}${found.contradicted ? " reversed" : ""}`, valid: (found) => `${found.seen.fact} ${String(found.answer)}`,
  during: (found) => `${found.seen.shown}..${found.and?.shown ?? ""} ${found.contradicted ? "reversed" : (found.side ?? "in")}`,
  remaining: (found) => `${found.seen.fact} ${String(found.answer)}`,
  differs: (a, b, _, answer) => `${a.shown} ${b.shown} ${String(answer)}`, within: (seen, area, answer) => `${seen.shown} ${area} ${String(answer)}`,
  bothIn: (a, b, list, answer) => `${a.shown} ${b.shown} ${list} ${String(answer)}`,
}; // prettier-ignore

const lists = { cores: { title: "城区", groups: { a: ["440103", "440104"], b: ["440303"] } } };
export const bookOf = (define: Plain): Book => new Book({ catalogue, wording, places: new Places(), define, lists });

/** The answer, the day on which it may change, and its story. Errors: a condition with faults. */
export function asked(when: unknown, facts: Facts, asOf = "2024-07-01", define: Plain = {}) {
  const book = bookOf(define);
  const condition = book.ready({ when }, "when");
  if (book.faults.list.length > 0) throw new Error(JSON.stringify(book.faults.list));
  const frame = book.frame();
  frame.load(facts, asOf);
  const tri = condition.ask(frame);
  const until = dayAt(frame.until);
  const story = newStory();
  condition.tell(frame, story, tri);
  return {
    answer: answerOf(tri),
    until,
    missing: story.missing,
    say: story.reasons.map((reason) => reason.say),
    reasons: story.reasons,
  };
}
