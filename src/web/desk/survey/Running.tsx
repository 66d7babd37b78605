import { Button } from "antd";
import { useState } from "react";
import type { ImportRow } from "#capabilities/survey/words.ts";

/** How far the reading is, and the way to stop it. How many rows there will be, nobody knows before the end. */
export function Running({ row, stop }: { readonly row: ImportRow; readonly stop: () => void }) {
  const [stopping, setStopping] = useState(false);
  return (
    <div className="running">
      <progress aria-label="正在读取" />
      <span>{stopping ? "正在停止…" : `已读 ${row.read} 行`}</span>
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
    </div>
  );
}
