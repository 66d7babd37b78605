/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { hashOf, type Place } from "../hash.ts";
import type { Loaded } from "../useLoaded.ts";
import { Icon, type IconName } from "./Icon.tsx";

const rooms: readonly {
  readonly page: "today" | "children" | "tasks" | "register" | "me";
  readonly word: string;
  readonly icon: IconName;
}[] = [
  { page: "today", word: "今天", icon: "today" },
  { page: "children", word: "孩子们", icon: "people" },
  { page: "tasks", word: "问题", icon: "tasks" },
  { page: "register", word: "登记", icon: "add" },
  { page: "me", word: "我", icon: "me" },
];

export const Nav = ({ at }: { at: Place["page"] }) => (
  <nav class="nav" aria-label="主要页面">
    <ul class="plain-list">
      {rooms.map(({ page, word, icon }) => (
        <li key={page}>
          <a href={hashOf({ page })} {...(at === page && { "aria-current": "page" as const })}>
            <Icon name={icon} />
            {word}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

export const Top = ({ title, back, side }: { title: string; back?: Place; side?: ComponentChildren }) => (
  <header class="top">
    {back && (
      <a class="back" href={hashOf(back)} aria-label="返回">
        <Icon name="back" />
      </a>
    )}
    <h1>{title}</h1>
    {side}
  </header>
);

/** What stands there while a reading is under way or has failed; the reading itself once it is here. */
export function Reading<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (of.state === "loading") return <p class="soft">正在打开…</p>;
  if (of.state === "here") return <>{children(of.value)}</>;
  return (
    <div class="note bad stack" role="alert">
      <p>{of.sentence}</p>
      <button type="button" class="btn" onClick={of.again}>
        再试一次
      </button>
    </div>
  );
}
