import { guessableWords } from "./guessable.ts";
import { loginKey } from "./login.ts";

/*
 * What a password must be (GB/T 22239-2019 8.1.4.1 a: 复杂度要求; OWASP ASVS 5.0 6.2: length first, common ones
 * refused, up to 128 characters, nothing cut off).
 */

export const PASSWORD_LEAST = 10;
export const PASSWORD_LONG = 16;
export const PASSWORD_MOST = 128;

export type Weakness =
  | "account.password_short"
  | "account.password_long"
  | "account.password_plain"
  | "account.password_has_login"
  | "account.password_common";

/** One password however the keyboard composes it: NFC. Blanks count. */
export const normalPassword = (text: string): string => text.normalize("NFC");

const classes = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u];
const classesOf = (text: string): number => classes.filter((one) => one.test(text)).length;

const leet: Readonly<Record<string, string>> = {
  "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", $: "s", "5": "s", "7": "t",
}; // prettier-ignore

/** P@ssw0rd → password: the disguises that every guesser undoes. */
const undisguised = (text: string): string => [...text].map((letter) => leet[letter] ?? letter).join("");

const runs = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p", "!@#$%^&*()"]; // prettier-ignore
const pieces = new Set(
  runs.flatMap((run) => [run, [...run].toReversed().join("")]).flatMap((run) => [...run].flatMap((_, at) => (at + 3 <= run.length ? [run.slice(at, at + 3)] : []))),
); // prettier-ignore

/** Letters of the text that lie in no row of the keyboard, no alphabet and no repetition. */
function surprising(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const inRun = [0, 1, 2].some((back) => at >= back && pieces.has(text.slice(at - back, at - back + 3)));
    const repeated = text[at] === text[at - 1];
    if (!inRun && !repeated) count += 1;
  }
  return count;
}

const dates = /(?:19|20)\d{2}(?:0?[1-9]|1[0-2])?(?:0?[1-9]|[12]\d|3[01])?/g;

const without = (text: string, words: readonly string[]): string =>
  words.reduce((left, word) => left.replaceAll(word, ""), text);

/** Whether a guesser's list begins with it: words, dates and rows of keys that everybody uses, and hardly anything else. */
export function isCommon(password: string): boolean {
  const plain = without(password.toLowerCase().replaceAll(dates, ""), guessableWords);
  const shown = without(undisguised(password.toLowerCase().replaceAll(dates, "")), guessableWords);
  return Math.min(surprising(plain), surprising(shown)) < 4 || new Set(password.toLowerCase()).size < 5;
}

/** The first thing that is wrong with a new password; undefined where nothing is. */
export function weaknessOf(password: string, login: string): Weakness | undefined {
  const text = normalPassword(password);
  const length = [...text].length;
  if (length < PASSWORD_LEAST) return "account.password_short";
  if (length > PASSWORD_MOST) return "account.password_long";
  const key = loginKey(login);
  if (key.length >= 2 && loginKey(text).includes(key)) return "account.password_has_login";
  if (length < PASSWORD_LONG && classesOf(text) < 3) return "account.password_plain";
  return isCommon(text) ? "account.password_common" : undefined;
}
