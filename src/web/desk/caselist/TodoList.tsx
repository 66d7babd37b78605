import type { ReactNode } from "react";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import type { Day } from "#kernel/day.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { DueDay, fileLink } from "./columns.tsx";

/** A card of Today: the part of one's area that it is of, how often something was done, and how to do it. */
export interface TodayCard {
  readonly area: string | undefined;
  /** Goes up whenever something was done on the page: lists are then read anew. */
  readonly turn: number;
}

interface TodoProps<Line> {
  readonly lines: readonly Line[];
  readonly area: string | undefined;
  /** What is to be done, and by whom or why. */
  readonly what: (line: Line) => { readonly title: string; readonly under: string };
  /** By which day; undefined where no day is set. */
  readonly by?: (line: Line) => Day | null;
  readonly acts: (line: Line) => ReactNode;
}

/** Children with what waits to be done for each; the row opens the file, its buttons do it on the spot. */
export function TodoList<Line extends CaseLine>({ lines, area, what, by, acts }: TodoProps<Line>) {
  const { area: own, today } = useMe();
  const pathOf = useAreaPaths(lines.map((line) => line.area));
  return (
    <ul className="todo">
      {lines.map((line) => {
        const { title, under } = what(line);
        return (
          <li key={line.childId}>
            <a href={fileLink(line)}>
              <LevelBadge level={line.level} />
              <span className="todo-who">
                <b>{line.name}</b>
                <small>{placeText(pathOf(line.area), area ?? own)}</small>
              </span>
              <span className="todo-what">
                {title}
                <small>{under}</small>
              </span>
              <span className="todo-when">{by && <DueDay due={by(line)} today={today} />}</span>
            </a>
            {acts(line)}
          </li>
        );
      })}
    </ul>
  );
}
