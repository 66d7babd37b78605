import { type ReactNode, useState } from "react";
import { useLoad } from "../app/load.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import type { ChildFileData } from "./file.ts";

interface FileRecordsProps<One> {
  readonly file: ChildFileData;
  readonly title: string;
  readonly note: (found: readonly One[]) => string;
  /** Where those of this child are read. */
  readonly path: string;
  readonly look?: string;
  readonly children: (one: One) => ReactNode;
  /** What opens beside the list. */
  readonly beside?: ReactNode;
}

/** What a child's file holds of one kind of work, read anew with the file; nothing where there is none. */
export function FileRecords<One>({ file, title, note, path, look = "file-tasks", children, beside }: FileRecordsProps<One>) {
  const all = useLoad<readonly One[]>(path);
  const [first] = useState(file.seq);
  useReread(file.seq - first, all);
  return (
    <Show of={all} lines={2}>
      {(found) =>
        found.length === 0 ? null : (
          <Card title={title} note={note(found)}>
            <ul className={look}>{found.map(children)}</ul>
            {beside}
          </Card>
        )
      }
    </Show>
  );
} // prettier-ignore
