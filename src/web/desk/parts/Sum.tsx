import type { ReactNode } from "react";

/** What is to be known of one thing, line for line. */
export function Sum({ lines }: { readonly lines: readonly (readonly [title: string, said: ReactNode])[] }) {
  return (
    <dl className="sum">
      {lines.map(([title, said]) => (
        <div key={title} style={{ display: "contents" }}>
          <dt>{title}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}
