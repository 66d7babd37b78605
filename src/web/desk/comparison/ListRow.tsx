import { type Finding, findings, type Verdict, verdicts } from "#capabilities/anomaly/words.ts";
import type { RowShown } from "#capabilities/comparison/words.ts";
import { fateNames } from "#capabilities/comparison/zh.ts";
import { longDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { Decide, Decisions, Redecide, type RowProps } from "./Decide.tsx";
import { chanceText } from "./listText.ts";

type Said = RowShown["said"];

function Words({ said }: { readonly said: Said }) {
  return (
    <dl className="list-said">
      {said.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What became of a line, as the department is told of it. */
function answerText({ fate, finding, verdict, answeredOn }: RowShown): string {
  if (finding === null) return fateNames[fate];
  const name = findings[finding as Finding];
  if (verdict === null) return `${name}，待核实`;
  const said = verdict === "withdrawn" ? "已一致，撤销" : (verdicts[verdict as Verdict] ?? "已核实");
  return `${name}，${said}${answeredOn === null ? "" : `（${longDay(answeredOn)}）`}`;
}

/** One line of the list; beside it, for civil affairs, whom of the ledger it may be. */
export function ListRow({ list, row, isLast, decided }: RowProps & { readonly isLast: boolean }) {
  const may = useMay();
  const { child, faults, probability } = row;
  return (
    <li className="list-row">
      <div className="list-row-head">
        <b>{row.name === "" ? "（没有姓名）" : row.name}</b>
        <span className="muted">{row.place}</span>
        <span className={row.finding !== null && row.verdict === null ? "soon" : undefined}>{answerText(row)}</span>
      </div>
      {faults.length > 0 && (
        <ul className="law-notes">
          {faults.map(({ cell, say }) => (
            <li key={cell}>
              {cell}：{say}
            </li>
          ))}
        </ul>
      )}
      <div className={child ? "list-pair" : undefined}>
        <div>
          {child && <h3>名单</h3>}
          <Words said={row.said} />
        </div>
        {child && (
          <div>
            <h3>
              <a href={linkTo(`children/${child.childId}`)}>档案</a>
            </h3>
            <Words said={child.said} />
          </div>
        )}
      </div>
      {row.fate === "review" && child && (
        <p className="muted">
          同一人的可能性 {chanceText(probability)}：{child.words}
        </p>
      )}
      {row.fate === "review" && may("comparison.decide") && <Decide list={list} row={row} decided={decided} />}
      <Decisions of={row.decisions} />
      {isLast && row.decisions.length > 0 && may("comparison.decide") && <Redecide list={list} row={row} decided={decided} />}
    </li>
  );
} // prettier-ignore
