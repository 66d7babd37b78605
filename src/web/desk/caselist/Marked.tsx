import { Button } from "antd";
import type { ReactNode } from "react";
import { address } from "../app/api.ts";
import { useMay } from "../app/session.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { RemindMarked } from "../notice/RemindMarked.tsx";
import { AssignMarked } from "../task/AssignMarked.tsx";
import type { Column } from "../parts/Grid.tsx";
import { MOST_MARKED } from "./MarkAll.tsx";
import type { CaseLine } from "#capabilities/caselist/words.ts";

/** What one address can name: a larger file is made of the filter. */
const MOST_IN_FILE = 200;

/** A column by which rows are marked, all that are shown by its head. */
export function markColumn(
  lines: readonly CaseLine[],
  marked: ReadonlySet<string>,
  mark: (marked: ReadonlySet<string>) => void,
): Column<CaseLine> {
  const shown = lines.slice(0, MOST_MARKED);
  const all = shown.length > 0 && shown.every((line) => marked.has(line.childId));
  const turn = (id: string): void => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    mark(next);
  };
  return {
    title: "选择",
    look: "pick",
    head: (
      <input
        type="checkbox"
        aria-label="选择显示的全部"
        checked={all}
        onChange={() => mark(all ? new Set() : new Set(shown.map((line) => line.childId)))}
      />
    ),
    cell: (line) => (
      <input
        type="checkbox"
        aria-label={`选择${line.name}`}
        checked={marked.has(line.childId)}
        disabled={!marked.has(line.childId) && marked.size >= MOST_MARKED}
        onChange={() => turn(line.childId)}
      />
    ),
  };
}

interface MarkedProps {
  readonly marked: ReadonlySet<string>;
  readonly clear: () => void;
  /** The way to mark everybody whom the filters leave. */
  readonly all: ReactNode;
  /** Columns and order of the file, and whether it is of closed files. */
  readonly asked: Readonly<Record<string, string | undefined>>;
}

/** What may be done with the rows that are marked. */
export function Marked({ marked, clear, asked, all }: MarkedProps) {
  const may = useMay();
  if (marked.size === 0) return null;
  return (
    <output className="marked">
      <b>已选 {marked.size} 人</b>
      {marked.size >= MOST_MARKED && <span className="muted">一次最多选 {MOST_MARKED} 人</span>}
      {all}
      {may("task.assign") && asked["closed"] === undefined && <AssignMarked childIds={[...marked]} done={clear} />}
      {may("notice.write") && may("task.assign") && asked["closed"] === undefined && (
        <RemindMarked childIds={[...marked]} done={clear} />
      )}
      {may("caselist.take_along") && marked.size <= MOST_IN_FILE && (
        <TakeAlong label="导出所选" path={address("/api/caselist/file", { ...asked, ids: [...marked].join(",") })} />
      )}
      <Button onClick={clear}>取消选择</Button>
      {may("caselist.take_along") && marked.size > MOST_IN_FILE && (
        <span className="muted">所选超过 {MOST_IN_FILE} 人的，请用“导出 Excel”按条件导出</span>
      )}
    </output>
  );
}
