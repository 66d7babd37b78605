import { Button } from "antd";
import { useState } from "react";
import type { ListShown } from "#capabilities/comparison/words.ts";
import { farText } from "./listText.ts";

/** How far a comparison is, and the way to stop it. */
export function Running({ list, stop }: { readonly list: ListShown; readonly stop?: (() => void) | undefined }) {
  const [stopping, setStopping] = useState(false);
  return (
    <div className="running">
      <progress aria-label="正在比对" {...(list.stage !== "reading" && { value: list.progress, max: 100 })} />
      <span>{stopping ? "正在停止…" : farText(list)}</span>
      {stop && (
        <Button
          size="small"
          disabled={stopping}
          onClick={() => {
            setStopping(true);
            stop();
          }}
        >
          停止
        </Button>
      )}
    </div>
  );
}
