/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { hashOf } from "../hash.ts";
import { text } from "../language/text.ts";
import { useVaultHere } from "../sync/vaultContext.ts";
import { type Loaded, useLoaded } from "../useLoaded.ts";
import { Top } from "./Page.tsx";

/* A list whose lines are found out on the spot and answered one after another: departments' answers, their data. */

/** The name of a line's child, which leads to its file. */
export const NameLink = ({ childId, name }: { childId: string; name: string | undefined }) => (
  <a class="name" href={hashOf({ page: "file", childId })}>
    {name ?? text("task.file")}
  </a>
);

interface AnsweredProps {
  readonly title: string;
  /** What is said once one of its lines was answered. */
  readonly said: string;
  /** Read again then. */
  readonly lists: readonly Loaded<unknown>[];
  readonly children: (names: ReadonlyMap<string, string>, done: () => void) => ComponentChildren;
}

export function Answered({ title, said, lists, children }: AnsweredProps) {
  const { meet } = useVaultHere();
  const [stored, setStored] = useState(false);
  const known = useLoaded<{ lines: CaseLine[] }>("/api/caselist/children?limit=200");
  const names = new Map(known.state === "here" ? known.value.lines.map((line) => [line.childId, line.name]) : []);
  const done = (): void => {
    setStored(true);
    scrollTo(0, 0);
    meet();
    for (const list of lists) if (list.state !== "loading") list.again();
  };
  return (
    <main class="page">
      <Top title={title} back={{ page: "today" }} />
      {stored && <output class="note good">{said}</output>}
      {children(names, done)}
    </main>
  );
}
