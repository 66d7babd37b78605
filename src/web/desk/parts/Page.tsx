import { Button } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { askBesidesAgain, useBesides } from "../app/besides.ts";

interface PageProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** An empty cell is not taken for a child or a place without a name. */
function Nameless() {
  const { failed } = useBesides();
  useEffect(askBesidesAgain, []); // what did not come for the page before this one
  if (!failed) return null;
  return (
    <div className="refused" role="alert">
      有的姓名、地名没有读到，页面上相应的地方是空的。{" "}
      <Button size="small" onClick={askBesidesAgain}>
        重试
      </Button>
    </div>
  );
}

/** A page: its title in the window too, and the reader's place set to its heading when it opens. */
export function Page({ title, note, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · 童护`;
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {note && <div className="page-note">{note}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      <Nameless />
      {children}
    </>
  );
}

export function Card({
  title,
  note,
  more,
  children,
  flush = false,
}: {
  readonly title?: ReactNode;
  readonly note?: ReactNode;
  readonly more?: ReactNode;
  readonly children: ReactNode;
  /** A table fills the card to its edges. */
  readonly flush?: boolean;
}) {
  return (
    <section className="card">
      {title && (
        <div className="card-head">
          <h2>{title}</h2>
          {note && <span className="card-note">{note}</span>}
          {more && <span className="card-more">{more}</span>}
        </div>
      )}
      <div className={flush ? undefined : "card-body"}>{children}</div>
    </section>
  );
}
