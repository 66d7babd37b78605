/** Large text is a choice of the reader and outlives the session; it says nothing about any child. */
export type TextSize = "normal" | "large";

const KEY = "tonghu.text-size";

export function textSize(): TextSize {
  try {
    return localStorage.getItem(KEY) === "large" ? "large" : "normal";
  } catch {
    return "normal"; // storage may be closed in a private window
  }
}

export function applyTextSize(size: TextSize): void {
  document.documentElement.classList.toggle("large", size === "large");
}

export function chooseTextSize(size: TextSize): void {
  applyTextSize(size);
  try {
    localStorage.setItem(KEY, size);
  } catch {
    // The choice holds for this page only.
  }
}
