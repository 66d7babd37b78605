/*
 * Texts of a file, and among them people's names: one rule for the workbook, the desk and the phone. A name is kept as
 * it was written; what is refused cannot be one, or would be taken for a formula by the next program (CWE-1236).
 */

export const TEXT_MAX = 200;
export const NAME_MAX = 40;

export type TextFault = "empty" | "long" | "unseen" | "placeholder" | "unlike_name";

// Controls and bidirectional marks never belong in a fact; tabs and line breaks neither.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/;

// A surrogate without its other half is no character; String.isWellFormed is younger than the phones in use.
const loneSurrogate = /\p{Surrogate}/u;

// What nobody sees (zero width, Hangul fillers, joiners) makes one name into two.
const invisible = /\p{Default_Ignorable_Code_Point}/u;

// It stays where it makes one character of several: the form of a rare character (GB 18030, IVD) or of a Mongolian
// letter, and the parts of an emoji.
const joined =
  /\p{Script=Han}[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|\p{Script=Mongolian}[\u180b-\u180f]+|\p{Extended_Pictographic}\p{Emoji_Modifier}?(?:\ufe0f?\u200d\p{Extended_Pictographic}\p{Emoji_Modifier}?)*\ufe0f?/gu;

/** True where a text holds what no reader would see: it came along from a page or a chat. */
export const hasUnseen = (text: string): boolean =>
  loneSurrogate.test(text) || unprintable.test(text) || invisible.test(text.replace(joined, ""));

/** What people write where there is no name to write. */
const placeholders = new Set("无 不详 未知 无名 暂无 没有 不知道 不清楚 无姓名 未取名 未起名".split(" "));

export const isPlaceholder = (name: string): boolean => placeholders.has(name);

const noLetter = /^[\p{Nd}\p{No}\p{P}\p{Z}\p{Sm}\p{Sc}\p{Sk}]+$/u;
const formula = /^[=+\-@＝＋－＠]/;

/** True where nobody is called so: digits and punctuation alone, or the beginning of a formula. */
export const isUnlikeName = (text: string): boolean => formula.test(text) || noLetter.test(text);

/** Facts that hold what a person is called. */
export const isNameKey = (key: string): boolean => key === "name" || (key.endsWith(".name") && key !== "school.name");

const longest = (key: string): number => (isNameKey(key) ? NAME_MAX : TEXT_MAX);

function faultOf(key: string, text: string): TextFault | undefined {
  if (text === "") return "empty";
  if (text.length > longest(key) && [...text].length > longest(key)) return "long";
  if (hasUnseen(text)) return "unseen";
  if (!isNameKey(key)) return undefined;
  return isPlaceholder(text) ? "placeholder" : isUnlikeName(text) ? "unlike_name" : undefined;
}

// Han characters and ASCII without blanks are visible, well formed and in NFC: most names and numbers are nothing else.
const plainText = /^[!-~\u4e00-\u9fff]{1,200}$/;
const plainName = /^[\u4e00-\u9fff]{1,40}$/;

const isPlain = (key: string, text: string): boolean =>
  isNameKey(key) ? plainName.test(text) && !isPlaceholder(text) : plainText.test(text);

const tidied = (text: string): string => text.normalize("NFC").trim();

/** The text as the file keeps it, or undefined where it cannot be kept (textFault says why). */
export function readText(key: string, value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (isPlain(key, value)) return value;
  const text = tidied(value);
  return faultOf(key, text) === undefined ? text : undefined;
}

/** What is wrong with a text that was refused, and how long it may be. */
export const textFault = (key: string, value: string): { readonly fault: TextFault; readonly most: number } => ({
  fault: faultOf(key, tidied(value)) ?? "unseen",
  most: longest(key),
});
