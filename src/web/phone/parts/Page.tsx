/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { hashOf, type Place } from "../hash.ts";
import type { Loaded } from "../useLoaded.ts";
import { Icon } from "./Icon.tsx";
import { text } from "../language/text.ts";

const rooms = [
  { page: "today", icon: "today" },
  { page: "children", icon: "people" },
  { page: "tasks", icon: "tasks" },
  { page: "register", icon: "add" },
  { page: "me", icon: "me" },
] as const;

export const Nav = ({ at }: { at: Place["page"] }) => (
  <nav class="nav" aria-label={text("page.main")}>
    <ul class="plain-list">
      {rooms.map(({ page, icon }) => (
        <li key={page}>
          <a href={hashOf({ page })} {...(at === page && { "aria-current": "page" as const })}>
            <Icon name={icon} />
            {text(`nav.${page}`)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

export const Top = ({ title, back, side }: { title: string; back?: Place; side?: ComponentChildren }) => (
  <header class="top">
    {back && (
      <a class="back" href={hashOf(back)} aria-label={text("page.back")}>
        <Icon name="back" />
      </a>
    )}
    <h1>{title}</h1>
    {side}
  </header>
);

/** What stands there while a reading is under way or has failed; the reading itself once it is here. */
export function Reading<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (of.state === "loading") return <p class="soft">{text("page.opening")}</p>;
  if (of.state === "here") return <>{children(of.value)}</>;
  return (
    <div class="note bad stack" role="alert">
      <p>{of.sentence}</p>
      <button type="button" class="btn" onClick={of.again}>
        {text("page.again")}
      </button>
    </div>
  );
}
