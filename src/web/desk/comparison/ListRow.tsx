import type { RowShown } from "#capabilities/comparison/words.ts";
import { answeredOn, answerText, fateNames, stateText, verdictText } from "#capabilities/comparison/zh.ts";
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
function stateOf(row: RowShown): string {
  if (row.finding === null) return fateNames[row.fate];
  const on = answeredOn(row);
  return `${stateText(row)}，${answerText(row)}${on === null ? "" : `（${longDay(on)}）`}`;
}

/** Of a parent's line: each child that had to be checked, and what was found. */
function Children({ of }: { readonly of: RowShown["answers"] }) {
  return (
    <ul className="law-notes" aria-label="各名子女的核实结论">
      {of.map(
        ({ child, verdict, answeredOn: on }) =>
          child && (
            <li key={child.childId}>
              <a href={linkTo(`children/${child.childId}`)}>{child.name}</a>：{verdictText(verdict)}
              {on !== null && `（${longDay(on)}）`}
            </li>
          ),
      )}
    </ul>
  );
}

/** The file beside the line: of the child, or of the parent with the children whose files say so. */
function Known({ child }: { readonly child: NonNullable<RowShown["child"]> }) {
  return (
    <div>
      <h3>{child.of.length === 0 ? <a href={linkTo(`children/${child.childId}`)}>档案</a> : "档案中的父母"}</h3>
      <Words said={child.said} />
      {child.of.length > 0 && (
        <p className="muted list-of">
          {child.of.map(({ childId, name, parent }) => (
            <span key={childId}>
              <a href={linkTo(`children/${childId}`)}>{name}</a>的{parent}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

/** One line of the list; beside it, for civil affairs, whom of the ledger it may be. */
export function ListRow({ list, row, isLast, decided }: RowProps & { readonly isLast: boolean }) {
  const may = useMay();
  const { child, faults, probability, answers } = row;
  const isWaiting = row.finding !== null && answers.some(({ verdict }) => verdict === null);
  return (
    <li className="list-row">
      <div className="list-row-head">
        <b>{row.name === "" ? "（没有姓名）" : row.name}</b>
        <span className="muted">{row.place}</span>
        <span className={isWaiting ? "soon" : undefined}>{stateOf(row)}</span>
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
      {answers.length > 1 && child && <Children of={answers} />}
      <div className={child ? "list-pair" : undefined}>
        <div>
          {child && <h3>名单</h3>}
          <Words said={row.said} />
        </div>
        {child && <Known child={child} />}
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
