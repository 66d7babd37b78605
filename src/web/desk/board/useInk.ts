import { useMemo } from "react";
import { colourOf, remOf, useAppearance } from "../app/appearance.ts";
import type { Ink } from "./sketch.ts";

/** Four fifths of the page's own letters: 12 pixels of 15. */
const inkNow = (): Ink => ({
  size: remOf() * 0.8,
  text: colourOf("ink"),
  quiet: colourOf("ink2"),
  line: colourOf("line"),
  action: colourOf("fill"),
  pale: colourOf("pri-l"),
  due: colourOf("yel"),
  ground: colourOf("panel"),
  steps: [1, 2, 3].map((n) => ({ colour: colourOf(`step-${n}`), text: colourOf(`step-${n}-ink`) })),
  levels: { red: colourOf("red"), yellow: colourOf("yel"), blue: colourOf("blu"), green: colourOf("grn") },
});

/** The colours and letters of pictures as the page looks just now: others where the appearance changes, so that they are drawn anew. */
export function useInk(): Ink {
  const appearance = useAppearance();
  return useMemo(() => appearance && inkNow(), [appearance]);
}
