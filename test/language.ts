import { learn } from "#web/phone/language/text.ts";
import { functionsOf, languageCodes, sentencesOf } from "../tools/language.ts";

/** Teaches the phone's code every language where it runs without its build; until another is spoken it is Chinese. */
export function learnLanguages(): void {
  for (const code of languageCodes()) learn(code, functionsOf(code, sentencesOf(code)));
}
