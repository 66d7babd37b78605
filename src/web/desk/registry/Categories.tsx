import { Card } from "../parts/Page.tsx";
import { ledgerName } from "../policy/policy.ts";
import { type ChildFileData, factLabels } from "./file.ts";
import { Reasons } from "./WhyLevel.tsx";

type Category = ChildFileData["decision"]["categories"][number];

const words = { yes: "是", no: "否", unknown: "待定" } as const;
const order = { yes: 0, unknown: 1, no: 2 } as const;

function One({ category, file }: { readonly category: Category; readonly file: ChildFileData }) {
  const kinds = category.kinds.filter((kind) => kind.answer === "yes").map((kind) => kind.title);
  return (
    <details className={`category category-${category.answer}`} open={category.answer === "unknown"}>
      <summary>
        <span className="answer">{words[category.answer]}</span>
        <b>{category.title}</b>
        {kinds.length > 0 && <span>{kinds.join("、")}</span>}
        <small className="clause">{category.clause}</small>
        {category.answer === "yes" && <small className="muted">{ledgerName(category.ledger)}</small>}
      </summary>
      {category.missing.length > 0 && <p className="missing">还缺：{factLabels(category.missing).join("、")}</p>}
      <Reasons because={category.because} file={file} />
    </details>
  );
}

/** Every category with its answer and clause: those that hold first, then the open ones. */
export function Categories({ file }: { readonly file: ChildFileData }) {
  const sorted = file.decision.categories.toSorted((a, b) => order[a.answer] - order[b.answer]);
  const held = sorted.filter((category) => category.answer !== "no");
  const rest = sorted.filter((category) => category.answer === "no");
  return (
    <Card title="类别认定" note={<span className="screen-only">点开看依据</span>}>
      {held.length === 0 && <p>现有信息下不属于任何类别。</p>}
      {held.map((category) => (
        <One key={category.id} category={category} file={file} />
      ))}
      <details className="category-rest">
        <summary>不属于的类别（{rest.length}）</summary>
        {rest.map((category) => (
          <One key={category.id} category={category} file={file} />
        ))}
      </details>
    </Card>
  );
}
