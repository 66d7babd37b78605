import { useEffect, useReducer } from "preact/hooks";
import { followLanguage } from "./text.ts";

/** Draws the whole page again when another language is chosen; what was typed stays. */
export function useLanguage(): void {
  const [, again] = useReducer((round: number) => round + 1, 0);
  useEffect(() => followLanguage(() => again(undefined)), []);
}
