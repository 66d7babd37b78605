export interface Figure {
  readonly title: string;
  readonly count: number;
  /** Somebody has to do something about it. */
  readonly late?: boolean;
}

/** Figures of one run, side by side. */
export function Numbers({ of }: { readonly of: readonly Figure[] }) {
  return (
    <ul className="numbers">
      {of.map(({ title, count, late }) => (
        <li key={title}>
          <span className={late ? "numbers-late" : undefined}>
            <b>{count}</b>
            <span>{title}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
