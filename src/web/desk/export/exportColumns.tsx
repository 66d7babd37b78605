import type { ExportLine, SendingLine } from "#capabilities/export/words.ts";
import { kindNames, stateNames } from "#capabilities/export/zh.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { longDay, minuteText } from "../../ui/dayText.ts";
import type { Column } from "../parts/Grid.tsx";
import { FetchAgain } from "./FetchAgain.tsx";

const fetchesText = ({ fetches, fetchedAt }: ExportLine): string =>
  fetchedAt === null ? "没有下载过" : `下载 ${fetches} 次，最近 ${minuteText(fetchedAt)}`;

function State({ line, fetched }: { readonly line: ExportLine; readonly fetched: () => void }) {
  const until = line.state === "ready" && line.expiresAt !== null ? `保存到 ${minuteText(line.expiresAt)}` : stateNames[line.state]; // prettier-ignore
  return (
    <span className="stacked">
      {line.own && line.state === "ready" && <FetchAgain line={line} fetched={fetched} />}
      <small>{until}</small>
      {line.state !== "handed_over" && <small>{fetchesText(line)}</small>}
    </span>
  );
}

type Named = Pick<ExportLine, "name" | "kind" | "areaName" | "person" | "postName" | "purpose">;

/** What every line about a file begins with. number: what stands behind its place; at: the moment under its purpose. */
export const fileColumns = <Line extends Named>(
  number: (line: Line) => string,
  at: (line: Line) => string,
): readonly Column<Line>[] => [
  {
    title: "文件",
    look: "main",
    cell: (line) => (
      <span className="stacked">
        <b>{line.name}</b>
        <small>
          {kindNames[line.kind]}，{line.areaName}
          {number(line)}
        </small>
      </span>
    ),
  },
  {
    title: "导出人",
    cell: (line) => (
      <span className="stacked">
        {line.person}
        <small>{line.postName}</small>
      </span>
    ),
  },
  {
    title: "用途",
    cell: (line) => (
      <span className="stacked">
        {purposeNames[line.purpose]}
        <small>{minuteText(at(line))}</small>
      </span>
    ),
  },
];

export const exportColumns = (fetched: () => void): readonly Column<ExportLine>[] => [
  ...fileColumns<ExportLine>(
    ({ number }) => `，编号 ${number}`,
    ({ madeAt }) => madeAt,
  ),
  { title: "涉及儿童", look: "num", cell: (line) => line.children },
  { title: "取用", cell: (line) => <State line={line} fetched={fetched} /> },
];

export const sendingColumns: readonly Column<SendingLine>[] = [
  {
    title: "接收单位",
    look: "main",
    cell: (line) => (
      <span className="stacked">
        <b>{line.recipient}</b>
        <small>编号 {line.number}</small>
      </span>
    ),
  },
  { title: "用途", cell: (line) => line.purposeName },
  { title: "提供的内容", cell: (line) => <span className="stacked">{line.fields.join("、")}</span> },
  {
    title: "涉及儿童",
    look: "num",
    cell: (line) => (
      <span className="stacked">
        {line.children}
        {line.recalled > 0 && <small>后撤回 {line.recalled}</small>}
      </span>
    ),
  },
  {
    title: "依据的约定",
    cell: (line) => (
      <span className="stacked">
        {line.agreement}
        <small>
          {longDay(line.agreementFrom)}起{line.agreementTo === null ? "" : `，至${longDay(line.agreementTo)}`}；
          {line.means}
        </small>
      </span>
    ),
  },
  {
    title: "经办",
    cell: (line) => (
      <span className="stacked">
        {line.person}（{line.postName}）<small>{minuteText(line.at)}</small>
      </span>
    ),
  },
];
