import type { CategoryAnswer, Decision, Grade, GroundAnswer, KindAnswer } from "#capabilities/policy/index.ts";
import type { Reason } from "#engines/rules/reason.ts";

/*
 * The same sentences, clauses and titles stand in every child's answer. Each is made into JSON once and into UTF-8 once:
 * a text of bytes is a string of one character for each byte, so that putting an answer together and writing it copies
 * bytes and encodes nothing.
 */

/** A text's UTF-8, one character for each byte. To be written as "latin1". */
export const bytesOf = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** A text of bytes read back. */
export const textOfBytes = (bytes: string): string => Buffer.from(bytes, "latin1").toString("utf8");

const json = (value: unknown): string => bytesOf(JSON.stringify(value));

/** So many texts are remembered; then the remembering begins anew. */
const MOST_REMEMBERED = 20_000;

/**
 * Remembers what was made of a thing. Not weakly: a WeakMap through which so many children pass takes the collector longer
 * than all the rest.
 */
function remembered<Thing>(make: (thing: Thing) => string): (thing: Thing) => string {
  const made = new Map<Thing, string>();
  return (thing) => {
    let text = made.get(thing);
    if (text === undefined) {
      if (made.size >= MOST_REMEMBERED) made.clear();
      made.set(thing, (text = make(thing)));
    }
    return text;
  };
}

/** A plain no is often the one of the child before: the policy hands out the same object, and its text is the same. */
function asBefore<One extends { readonly id: string; readonly answer: string }>(make: (one: One) => string) {
  const last = new Map<string, { one: One; text: string }>();
  return (one: One): string => {
    if (one.answer !== "no") return make(one);
    const before = last.get(one.id);
    if (before?.one === one) return before.text;
    const text = make(one);
    last.set(one.id, { one, text });
    return text;
  };
}

/** What the command prints of a reason: label and shown value stand in its sentence. */
export function shortReason({ fact, value, and, say, clause }: Reason): object {
  const second = and && { and: { fact: and.fact, value: and.value } };
  return { fact, value, ...second, say, clause };
}

function texts<One>(items: readonly One[], textOf: (item: One) => string): string {
  let text = "[";
  for (let i = 0; i < items.length; i++) text += (i === 0 ? "" : ",") + textOf(items[i] as One);
  return `${text}]`;
}

/** Makes the printer of one policy's decisions: JSON without the braces around it, as bytes. */
export function decisionPrinter(): (decision: Decision) => string {
  const said = remembered((value: string | null) => json(value));
  const reason = remembered((one: Reason) => json(shortReason(one)));
  const story = ({ because, missing }: KindAnswer): string =>
    `"because":${texts(because, reason)},"missing":${texts(missing, said)}`;
  const head = ({ id, title, answer, clause }: KindAnswer): string =>
    `"id":${said(id)},"title":${said(title)},"answer":"${answer}","clause":${said(clause)}`;
  const kind = (one: KindAnswer): string => `{${head(one)},${story(one)}}`;
  const category = asBefore(
    (one: CategoryAnswer) => `{${head(one)},"ledger":"${one.ledger}",${story(one)},"kinds":${texts(one.kinds, kind)}}`,
  );
  const grade = gradePrinter(said, reason);
  const rhythms = remembered((list: Decision["rhythms"]) => json(list));
  return (one) =>
    `"policy":${said(one.policy)},"asOf":"${one.asOf}","categories":${texts(one.categories, category)},"grade":${grade(one.grade)},` +
    `"rhythms":${rhythms(one.rhythms)},"missing":${texts(one.missing, said)},"changesOn":${said(one.changesOn)}`;
}

type Said = (value: string | null) => string;

function gradePrinter(said: Said, reason: (one: Reason) => string): (grade: Grade) => string {
  const holding = ({ id, title, level, clause, certainty, because }: GroundAnswer): string =>
    `{"id":${said(id)},"title":${said(title)},"level":${said(level)},"clause":${said(clause)},` +
    `"certainty":"${certainty}","because":${texts(because, reason)}}`;
  const open = ({ id, title, missing }: Grade["unknown"][number]): string =>
    `{"id":${said(id)},"title":${said(title)},"missing":${texts(missing, said)}}`;
  return ({ level, title, word, served, grounds, unknown }) =>
    `{"level":${said(level)},"title":${said(title)},"word":${said(word)},"served":${served},` +
    `"grounds":${texts(grounds, holding)},"unknown":${texts(unknown, open)}}`;
}
