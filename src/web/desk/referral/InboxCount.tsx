/** How pressing something is that waits for a department. */
export const whenNames = { urgent: "紧急", late: "已逾期", climbed: "已报上一级", reminded: "临近期限" } as const;

interface Counted {
  readonly count: number;
  readonly link: string;
}

/** A department's reminder in a sentence, each number of it the way to the list that holds exactly so many. */
export function InboxCount({
  word,
  all,
  parts,
  late,
}: {
  readonly word: string;
  readonly all: Counted;
  readonly parts: readonly (Counted & { readonly title: string })[];
  readonly late: boolean;
}) {
  const said = parts.filter(({ count }) => count > 0);
  return (
    <p className={late ? "said said-open" : "said"}>
      <a href={all.link}>
        {word} {all.count} 件
      </a>
      {said.map(({ title, count, link }, n) => (
        <span key={title}>
          {n === 0 ? "，其中" : "，"}
          <a href={link}>
            {title} {count} 件
          </a>
        </span>
      ))}
      。
    </p>
  );
}
