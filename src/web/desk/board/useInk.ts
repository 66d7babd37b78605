import { useMemo } from "react";
import { colourOf, useAppearance } from "../app/appearance.ts";
import type { Ink } from "./options.ts";

const inkNow = (): Ink => ({
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

/** The colours of pictures as the page looks just now: another one where the appearance changes, so that they are drawn anew. */
export function useInk(): Ink {
  const appearance = useAppearance();
  return useMemo(() => appearance && inkNow(), [appearance]);
}
