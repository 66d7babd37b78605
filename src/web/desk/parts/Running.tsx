import { Button } from "antd";
import type { ReactNode } from "react";
import "../styles/running.css";

interface RunningProps {
  /** What goes on: 正在读取. */
  readonly label: string;
  readonly done?: number;
  /** How many there will be: without it the bar says that something goes on, and not how far it is. */
  readonly total?: number | undefined;
  /** How far it is, in words. */
  readonly children: ReactNode;
  readonly stopping?: boolean;
  /** Absent where it is not for the reader to stop. */
  readonly stop?: (() => void) | undefined;
}

/** How far something is that takes longer than a second, and the way to stop it. */
export function Running({ label, done = 0, total = 0, children, stopping = false, stop }: RunningProps) {
  return (
    <div className="running">
      <progress aria-label={label} {...(total > 0 && { value: Math.min(done, total), max: total })} />
      <output>{stopping ? "正在停止…" : children}</output>
      {stop && (
        <Button size="small" disabled={stopping} onClick={stop}>
          停止
        </Button>
      )}
    </div>
  );
}
