/** What was handed over: how many lines of what, and the digest that tells it from any other. */
export function Handed({
  digest,
  contents,
}: {
  readonly digest: string;
  readonly contents: Readonly<Record<string, number>> | null;
}) {
  const said = Object.entries(contents ?? {}).map(([title, count]) => `${title} ${count} 项`);
  return (
    <small className="law-handed">
      交付内容：{said.join("、")}
      <br />
      摘要值：<code>{digest}</code>
    </small>
  );
}
