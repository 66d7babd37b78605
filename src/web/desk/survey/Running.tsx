import { useState } from "react";
import type { ImportRow } from "#capabilities/survey/words.ts";
import { Running as Bar } from "../parts/Running.tsx";

/** How far the reading is, and the way to stop it. How many rows there will be, nobody knows before the end. */
export function Running({ row, stop }: { readonly row: ImportRow; readonly stop: () => void }) {
  const [stopping, setStopping] = useState(false);
  const onStop = (): void => {
    setStopping(true);
    stop();
  };
  return (
    <Bar label="正在读取" stopping={stopping} stop={onStop}>
      已读 {row.read} 行
    </Bar>
  );
}
