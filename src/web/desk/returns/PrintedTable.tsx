import { Fragment } from "react";
import { longDay, minuteText } from "../../ui/dayText.ts";
import { useMe } from "../app/session.ts";
import { figuresOf } from "./earlierFigures.ts";
import { Beside } from "./Earlier.tsx";
import { type Asked, figureLink, type ReturnData, type ReturnRow, type Which } from "./return.ts";

/** An empty cell is read aloud as empty, not as a missing control. */
const blank = "\u00a0";

type FigureOf = (row: string, which: Which, count: number) => React.ReactNode;

/** The same figure of the earlier table, and what has come or gone since. */
type BesideOf = (row: string, which: Which, count: number) => React.ReactNode;

/** Each type with its own 其中 line under it. */
function Row({
  row,
  figure,
  beside,
  remark,
  level,
  span,
}: {
  readonly row: ReturnRow;
  readonly figure: FigureOf;
  readonly beside: BesideOf;
  readonly remark: string;
  readonly level: string | undefined;
  readonly span: number;
}) {
  return (
    <>
      <tr>
        {level !== undefined && <LevelCell title={level} span={span} />}
        <td>{row.title}</td>
        <td className="count">{figure(row.id, "row", row.count)}</td>
        {beside(row.id, "row", row.count)}
        <td className="remark">{remark}</td>
      </tr>
      {row.ofWhich && (
        <tr>
          <td className="which">{row.ofWhich.title}</td>
          <td className="count">{figure(row.id, "ofWhich", row.ofWhich.count)}</td>
          {beside(row.id, "ofWhich", row.ofWhich.count)}
          <td className="remark">{blank}</td>
        </tr>
      )}
    </>
  );
}

/** `高风险等级（红色）`: the colour stands under the level, as printed. */
function LevelCell({ title, span }: { readonly title: string; readonly span: number }) {
  const [level = "", colour] = title.split("（");
  return (
    <th scope="rowgroup" rowSpan={span} className="block">
      {level}
      {colour !== undefined && (
        <>
          <br />（{colour}
        </>
      )}
    </th>
  );
}

function Block({
  data,
  level,
  figure,
  beside,
}: {
  readonly data: ReturnData;
  readonly level: ReturnData["subtotals"][number];
  readonly figure: FigureOf;
  readonly beside: BesideOf;
}) {
  const rows = data.rows.filter((row) => row.level === level.level);
  const span = rows.reduce((lines, row) => lines + (row.ofWhich ? 2 : 1), 1);
  const remark = (row: ReturnRow): string =>
    data.form.remarks[row.id] === undefined ? "" : `见说明${data.form.remarks[row.id]}`;
  return (
    <tbody>
      {rows.map((row, i) => (
        <Row
          key={row.id}
          row={row}
          figure={figure}
          beside={beside}
          remark={remark(row)}
          level={i === 0 ? level.title : undefined}
          span={span}
        />
      ))}
      <tr className="sum">
        <td>{data.form.subtotal}</td>
        <td className="count">{figure(level.level, "subtotal", level.count)}</td>
        {beside(level.level, "subtotal", level.count)}
        <td>{blank}</td>
      </tr>
    </tbody>
  );
}

/** The return in its printed layout, every figure a link to its children; `earlier` stands beside it, where it is compared. */
export function PrintedTable({
  data,
  asked,
  earlier,
}: {
  readonly data: ReturnData;
  readonly asked: Asked;
  readonly earlier: ReturnData | undefined;
}) {
  const { form } = data;
  const { today } = useMe();
  const figure: FigureOf = (row, which, count) => (
    <a
      href={figureLink(data.return, { ...asked, area: data.area.code, asOf: data.asOf }, row, which)}
      aria-label={`${count}人，看是哪些儿童`}
    >
      {count}
    </a>
  );
  const figures = earlier && figuresOf(earlier);
  const beside: BesideOf = (row, which, count) =>
    figures && <Beside of={figures.get(`${which} ${row}`)} count={count} />;
  const [, , , ...remarks] = form.columns;
  const own = data.notes.slice(form.foot);
  return (
    <div className="printed">
      {form.annex && <p className="printed-annex">{form.annex}</p>}
      <h2>{data.title}</h2>
      <dl className="printed-fields">
        {form.fields.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}：</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table>
        <thead>
          <tr>
            {form.columns.slice(0, 3).map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            {earlier && (
              <>
                <th scope="col" className="screen-only">
                  {longDay(earlier.asOf)}
                </th>
                <th scope="col" className="screen-only">
                  增减
                </th>
              </>
            )}
            {remarks.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {data.subtotals.map((level) => (
          <Block key={level.level} data={data} level={level} figure={figure} beside={beside} />
        ))}
        <tbody>
          <tr className="sum">
            <th scope="row" colSpan={2}>
              {form.total}
            </th>
            <td className="count">{figure("total", "total", data.total.count)}</td>
            {beside("total", "total", data.total.count)}
            <td>{blank}</td>
          </tr>
        </tbody>
      </table>
      <div className="printed-notes">
        {data.notes.slice(0, form.foot).map((note) => (
          <p key={note}>{note}</p>
        ))}
        {own.map((note, i) => (
          <Fragment key={note}>
            <p>
              {i === 0 ? "填报说明：" : ""}
              {i + 1}. {note}
            </p>
          </Fragment>
        ))}
        <p>
          数据时点：{data.asOf}
          {data.asOf > today && "（按现有信息推算）"}　生成时间：{minuteText(data.generatedAt)}
        </p>
      </div>
    </div>
  );
}

/** The sums that were checked; a failed one is named at once. */
export function Checks({ data }: { readonly data: ReturnData }) {
  const failed = data.checks.filter((check) => !check.ok);
  return (
    <details className={failed.length > 0 ? "checks checks-failed" : "checks"} open={failed.length > 0}>
      <summary>
        {failed.length > 0
          ? `勾稽关系有 ${failed.length} 项不符，共 ${data.checks.length} 项`
          : `勾稽关系 ${data.checks.length} 项全部相符`}
      </summary>
      <ul>
        {data.checks.map(({ formula, ok, left, right }) => (
          <li key={formula} className={ok ? undefined : "late"}>
            {ok ? "相符" : "不符"}：{formula}（{left}，{right}）
          </li>
        ))}
      </ul>
    </details>
  );
}
