/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { hashOf, type Place } from "../hash.ts";
import type { Loaded } from "../useLoaded.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { text } from "../language/text.ts";

type Room = Extract<Place, { page: "today" | "children" | "report" | "tasks" | "register" | "me" }>;
const rooms: readonly { readonly to: Room; readonly icon: IconName }[] = [
  { to: { page: "today" }, icon: "today" },
  { to: { page: "children" }, icon: "people" },
  { to: { page: "report", childId: "" }, icon: "danger" },
  { to: { page: "tasks" }, icon: "tasks" },
  { to: { page: "register" }, icon: "add" },
  { to: { page: "me" }, icon: "me" },
];

export const Nav = ({ at }: { at: Place["page"] }) => (
  <nav class="nav" aria-label={text("page.main")}>
    <ul class="plain-list">
      {rooms.map(({ to, icon }) => (
        <li key={to.page}>
          <a
            href={hashOf(to)}
            {...(to.page === "report" && { class: "danger", "aria-label": text("concern.title") })}
            {...(at === to.page && { "aria-current": "page" as const })}
          >
            <Icon name={icon} />
            {text(`nav.${to.page}`)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

interface ReportLinkProps {
  readonly childId: string;
  /** Out of which visit. */
  readonly visit?: "home_visit" | "contact";
  readonly wide?: boolean;
}

/** 强制报告: the one red thing of a page, and always the same words. */
export const ReportLink = ({ childId, visit, wide = false }: ReportLinkProps) => (
  <a class={`btn danger${wide ? " wide" : ""}`} href={hashOf({ page: "report", childId, ...(visit && { visit }) })}>
    <Icon name="danger" />
    {text(wide ? "concern.link" : "nav.report")}
  </a>
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
