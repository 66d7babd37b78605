import type zh from "./zh-CN.json";

/*
 * What the phone says, in the language that its reader has chosen. A language is one file of this folder (ICU
 * MessageFormat, key → sentence), compiled when the pages are built; docs/decisions/0035-languages-of-the-phone.md.
 */

export type Key = keyof typeof zh;
export type Values = Readonly<Record<string, string | number>>;
/** One language, compiled. A key that is missing is said in Chinese. */
export type Messages = Readonly<Record<string, (values: Values) => string | number>>;

/** The language of the office: what is written into a file is written in it, whoever writes. */
export const OFFICE = "zh-CN";

const known = new Map<string, Messages>();
let chosen = OFFICE;
const followers = new Set<() => void>();

/** A language, or more of it. */
export const learn = (language: string, messages: Messages): void =>
  void known.set(language, { ...known.get(language), ...messages });

/** From now on `text` says it so, and what is on the page is drawn again. Errors: a language that was not learned. */
export function speak(language: string): void {
  if (!known.has(language)) throw new Error(`the language ${language} has not been learned`);
  chosen = language;
  for (const follow of followers) follow();
}

export const spoken = (): string => chosen;

/** Calls back when another language is spoken; returns the end of it. */
export function followLanguage(follow: () => void): () => void {
  followers.add(follow);
  return () => void followers.delete(follow);
}

function said(language: string, key: string, values: Values): string | undefined {
  const message = known.get(language)?.[key];
  return message && String(message(values));
}

/** A sentence in the reader's language. Errors: before Chinese has been learned. */
export function text(key: Key, values: Values = {}): string {
  const sentence = said(chosen, key, values) ?? recorded(key, values);
  return sentence;
}

/** The same in the language of the office: for what goes into a child's file, where others read it. */
export function recorded(key: Key, values: Values = {}): string {
  const sentence = said(OFFICE, key, values);
  if (sentence === undefined) throw new Error(`no language has the key ${key}`);
  return sentence;
}

/** Names after each other: 甲、乙. */
export const listed = (parts: readonly string[]): string => parts.join(text("join.names"));

/** Parts of one sentence after each other: 女，9岁. */
export const joined = (parts: readonly string[]): string => parts.join(text("join.parts"));

/** The server's refusal in the reader's language, where that has a sentence for its code; else the server's own. */
export const refusal = (code: string, sentence: string): string => said(chosen, `refusal.${code}`, {}) ?? sentence;

/**
 * A word of the catalogue of facts, of a post or of a colour, which comes in Chinese: by itself, since nothing else comes
 * with it; where the reader's language has none for it, as it came.
 */
export const word = (chinese: string): string => said(chosen, `word.${chinese}`, {}) ?? chinese;

/** A fact as the file tells it, of one word or several. */
export const words = (chinese: string): string => listed(chinese.split(recorded("join.names")).map(word));
