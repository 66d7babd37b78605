/// <reference types="vite/client" />
import { learn, type Messages, OFFICE, speak, text } from "./text.ts";

/** Each language by its own name; a file more in this folder is a language more (tools/language.ts compiles them). */
const names = import.meta.glob<string>("./*.json", { query: "?name", import: "default", eager: true });
const others = import.meta.glob<Messages>(["./*.json", "!./zh-CN.json"], { import: "default" });
/** In the first file of all, so that there is always one. */
const office = import.meta.glob<Messages>("./zh-CN.json", { import: "default", eager: true });

const codeOf = (file: string): string => file.slice("./".length, -".json".length);

const named = Object.entries(names).map(([file, word]) => ({ value: codeOf(file), word, lang: codeOf(file) }));
const isOffice = ({ value }: { readonly value: string }): boolean => value === OFFICE;

/** Chinese first. */
export const languages = [...named.filter(isOffice), ...named.filter((one) => !isOffice(one))];

const KEY = "tonghu.language";

for (const messages of Object.values(office)) learn(OFFICE, messages);

/** What the browser does by itself follows: how it reads aloud, which way a line runs. */
function show(language: string): void {
  speak(language);
  document.documentElement.lang = language;
  document.documentElement.dir = text("language.direction");
  document.title = text("app.title");
}

async function say(language: string): Promise<void> {
  const load = others[`./${language}.json`];
  if (load) learn(language, await load());
  show(load ? language : OFFICE);
}

/**
 * The language that was chosen on this phone, before anything is drawn. Nobody is taken to read what the phone was sold
 * with: without a choice it is Chinese, and so it is where the file of a language cannot be had.
 */
export async function openLanguage(): Promise<void> {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // storage may be closed in a private window
  }
  if (kept !== null) await say(kept).catch(() => show(OFFICE));
}

/** Errors: where the language cannot be had just now; everything stays as it is. */
export async function chooseLanguage(language: string): Promise<void> {
  await say(language);
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The choice holds for this page only.
  }
}
