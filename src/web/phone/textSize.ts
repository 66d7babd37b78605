/**
 * How large the text is: 18, 22, 26 or 30 px. A choice of the reader that outlives the session; it says nothing about
 * any child.
 */
export const textSizes = ["normal", "large", "larger", "largest"] as const;
export type TextSize = (typeof textSizes)[number];

const KEY = "tonghu.text-size";

export function textSize(): TextSize {
  try {
    const kept = localStorage.getItem(KEY);
    return textSizes.find((size) => size === kept) ?? "normal";
  } catch {
    return "normal"; // storage may be closed in a private window
  }
}

export function applyTextSize(size: TextSize): void {
  for (const one of textSizes) document.documentElement.classList.toggle(one, one === size);
}

/** The next larger one; after the largest the normal one. */
export const sizeAfter = (size: TextSize): TextSize =>
  textSizes[(textSizes.indexOf(size) + 1) % textSizes.length] ?? "normal";

export function chooseTextSize(size: TextSize): void {
  applyTextSize(size);
  try {
    localStorage.setItem(KEY, size);
  } catch {
    // The choice holds for this page only.
  }
}
