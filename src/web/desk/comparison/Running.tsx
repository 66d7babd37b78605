import { useState } from "react";
import type { ListShown } from "#capabilities/comparison/words.ts";
import { Running as Bar } from "../parts/Running.tsx";
import { farText } from "./listText.ts";

/** How far a comparison is, and the way to stop it. */
export function Running({ list, stop }: { readonly list: ListShown; readonly stop?: (() => void) | undefined }) {
  const [stopping, setStopping] = useState(false);
  const onStop = stop && ((): void => {
    setStopping(true);
    stop();
  }); // prettier-ignore
  return (
    <Bar label="正在比对" done={list.progress} total={list.stage === "reading" ? 0 : 100} stopping={stopping} stop={onStop}>
      {farText(list)}
    </Bar>
  ); // prettier-ignore
}
