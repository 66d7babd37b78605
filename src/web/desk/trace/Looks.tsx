import { Select } from "antd";
import type { PostKind } from "#kernel/actor.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { postNames } from "#capabilities/account/words.ts";
import type { LooksPage } from "#capabilities/trace/words.ts";
import { answerNames, kindNames, purposeNames } from "#capabilities/trace/zh.ts";
import { momentText } from "../account/accountText.ts";
import { address } from "../app/api.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, type Query, usePlace } from "../app/route.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { useMe } from "../app/session.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";

type Line = LooksPage["lines"][number];

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const under = (text: string | null) => (text === null || text === "" ? null : <small className="under">{text}</small>);

const columns = (place: (code: string) => string): readonly Column<Line>[] => [
  {
    title: "时间",
    look: "quiet",
    cell: (line) => (
      <>
        {momentText(line.at)}
        {under(line.address)}
      </>
    ),
  },
  {
    title: "人员",
    look: "main",
    cell: (line) => (
      <>
        <a href={linkTo("trace", { person: line.personId })} title="只看此人">
          {line.person ?? "系统"}
        </a>
        {under(
          (postNames[line.post as PostKind] ?? line.post) +
            (line.deputyFor === null ? "" : `（代理${line.principal ?? ""}）`),
        )}
      </>
    ),
  },
  { title: "范围", cell: (line) => place(line.area) },
  {
    title: "查阅",
    cell: (line) => (
      <>
        {kindNames[line.kind]}
        {under(line.purpose === null ? null : purposeNames[line.purpose as Purpose])}
      </>
    ),
  },
  {
    title: "结果",
    cell: (line) => (line.answer === "ok" ? "已显示" : <span className="late">{answerNames[line.answer]}</span>),
  },
  { title: "涉及儿童", look: "num", cell: (line) => line.children.length },
];

/** Who looked at what, when and what for: rows that nobody can change (未成年人网络保护条例 36). */
export function Looks() {
  const me = useMe();
  const { query } = usePlace();
  const { person, child, kind, answer, from, to } = query;
  const looks = usePages<Line>(address("/api/trace/looks", { person, child, kind, answer, from, to }));
  const pathOf = useAreaPaths((looks.data?.lines ?? []).map((line) => line.area));
  const set = (changes: Query): void => go(linkTo("trace", { ...query, ...changes }));
  const pick = (key: "kind" | "answer", label: string, names: Readonly<Record<string, string>>) => (
    <Select
      className="filter"
      aria-label={label}
      placeholder={label}
      allowClear
      options={options(names)}
      value={query[key] ?? null}
      onChange={(next: string | null | undefined) => set({ [key]: next ?? undefined })}
    />
  );
  const shown = columns((code) => placeText(pathOf(code), me.area));
  return (
    <Page title="访问记录" note="每一次查看儿童信息，和每一次被拒绝的尝试；保存三年以上，不可更改">
      <div className="filters">
        {pick("kind", "查阅类型", kindNames)}
        {pick("answer", "结果", answerNames)}
        <span>从</span>
        <DayInput label="从哪天" value={from ?? null} onChange={(day) => set({ from: day ?? undefined })} />
        <span>到</span>
        <DayInput label="到哪天" value={to ?? null} onChange={(day) => set({ to: day ?? undefined })} />
        {(person ?? child) !== undefined && <a href={linkTo("trace")}>看全部人员</a>}
      </div>
      <Show of={looks} lines={10}>
        {({ lines }) =>
          lines.length === 0 ? (
            <Empty>没有符合条件的访问记录。</Empty>
          ) : (
            <>
              <Grid label="访问记录" columns={shown} rows={lines} keyOf={(line) => line.id} />
              <PagesFoot of={looks} unit="条" />
            </>
          )
        }
      </Show>
    </Page>
  );
}
