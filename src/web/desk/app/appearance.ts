import { useSyncExternalStore } from "react";

/*
 * How the desk looks on this browser: light or dark, and how large. A choice of whoever sits before it, kept for the
 * browser and not for the person, so that it holds before anybody is in. public/appearance.js sets the same before the
 * first picture is drawn.
 */

export const themes = { system: "跟随系统", light: "浅色", dark: "深色" } as const;
export const textSizes = { normal: "标准", large: "大", largest: "特大" } as const;
export type Theme = keyof typeof themes;
export type TextSize = keyof typeof textSizes;

export interface Appearance {
  readonly theme: Theme;
  readonly text: TextSize;
  /** What the theme comes to just now; never dark on paper. */
  readonly dark: boolean;
  /** Nothing moves by itself, for whom moving pictures make ill (WCAG 2.3.3). */
  readonly still: boolean;
}

const root = document.documentElement;
const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const onPaper = matchMedia("print");
const stillSystem = matchMedia("(prefers-reduced-motion: reduce)");

function kept<Choice extends string>(name: string, choices: Readonly<Record<Choice, string>>, usual: Choice): Choice {
  try {
    const found = localStorage.getItem(`tonghu.${name}`) ?? usual;
    return Object.hasOwn(choices, found) ? (found as Choice) : usual;
  } catch {
    return usual; // storage may be closed in a private window
  }
}

/** `printing`: told by the event, which comes before the page is laid out on paper. */
function present(printing = onPaper.matches): Appearance {
  const theme = kept<Theme>("theme", themes, "system");
  const dark = !printing && (theme === "dark" || (theme === "system" && darkSystem.matches));
  return { theme, text: kept<TextSize>("text", textSizes, "normal"), dark, still: stillSystem.matches };
}

const told = new Set<() => void>();
let now = present();

function show(next: Appearance): void {
  now = next;
  root.dataset["theme"] = next.dark ? "dark" : "light";
  root.dataset["text"] = next.text;
  for (const tell of told) tell();
}

show(now);
for (const media of [darkSystem, onPaper, stillSystem]) media.addEventListener("change", () => show(present()));
addEventListener("beforeprint", () => show(present(true)));
addEventListener("afterprint", () => show(present(false)));
addEventListener("storage", () => show(present())); // chosen in another window

/** Keeps a choice and shows it at once; where nothing can be kept it holds until the page is closed. */
export function choose(choice: Partial<Pick<Appearance, "theme" | "text">>): void {
  try {
    for (const [name, value] of Object.entries(choice)) localStorage.setItem(`tonghu.${name}`, value);
    show(present());
  } catch {
    const theme = choice.theme ?? now.theme;
    const dark = theme === "dark" || (theme === "system" && darkSystem.matches);
    show({ ...now, theme, text: choice.text ?? now.text, dark });
  }
}

/** A wall is dark, whatever its browser is set to; until the page is loaded anew. */
export const showDark = (): void => show({ ...now, dark: true });

const subscribe = (tell: () => void): (() => void) => {
  told.add(tell);
  return () => told.delete(tell);
};

export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, () => now);

/** A colour of ui/tokens.css as it is just now, for what takes no style sheet: the component library, pictures. */
export const colourOf = (name: string): string => getComputedStyle(root).getPropertyValue(`--${name}`).trim();

/** The size of 1rem in pixels: it follows the choice here, and what the browser is set to. */
export const remOf = (): number => Number.parseFloat(getComputedStyle(root).fontSize);
