import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { useLines } from "./useLines.ts";

/** What lines without names are told with: today, the child's name, and its place as seen from an area. */
export function useSpeech(lines: readonly { readonly childId: string; readonly area: string }[], within: string) {
  const { today } = useMe();
  const lineOf = useLines(lines.map(({ childId }) => childId));
  const pathOf = useAreaPaths(lines.map(({ area }) => area));
  return {
    today,
    place: (code: string) => placeText(pathOf(code), within),
    nameOf: (childId: string) => lineOf(childId)?.name,
  };
}
