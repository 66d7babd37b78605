import type { ConcernContent } from "#capabilities/concern/words.ts";
import { longDay, minuteText } from "../../ui/dayText.ts";
import { useAreaPaths } from "../area/names.ts";
import { Card } from "../parts/Page.tsx";
import { Empty } from "../parts/states.tsx";

interface Told {
  readonly on: string;
  readonly title: string;
  readonly lines: readonly string[];
}

const said = (...parts: readonly (readonly [string, string])[]): string[] =>
  parts.flatMap(([title, text]) => (text === "" ? [] : [title === "" ? text : `${title}：${text}`]));

const policeText = (police: boolean | null): string => (police === null ? "" : police ? "已经报警" : "还没有报警");

/** Everything that was said and done, the latest first. */
function lifeOf(content: ConcernContent, place: (code: string) => string): Told[] {
  const life: Told[] = [
    ...content.supplements.map((one) => ({
      on: one.on,
      title: "报告人补充",
      lines: said(["孩子", one.name], ["年龄", one.age], ["在哪里", one.place], ["时间", one.time], ["", one.note], ["", policeText(one.police)]),
    })),
    ...content.steps.map((one) => ({
      on: one.on,
      title: one.handling,
      lines: said(["日期", longDay(one.day)], ["回执编号", one.number], ["", one.note], ["办理人", one.by]),
    })),
    ...content.pictures.map(({ on }) => ({ on, title: "报告人拍的照片", lines: [] })),
    ...content.pictures.flatMap(({ withdrawn }) => (withdrawn ? [{ on: withdrawn.on, title: "撤回一张照片", lines: said(["", withdrawn.reason], ["撤回的人", withdrawn.by]) }] : [])),
    ...content.moves.map((one) => ({ on: one.on, title: `移送${place(one.area)}`, lines: said(["", one.reason], ["办理人", one.by]) })),
    ...content.told.map((one) => ({ on: one.on, title: "向报告人反馈", lines: said(["", one.words], ["办理人", one.by]) })),
    ...(content.closed ? [{ on: content.closed.on, title: `办结：${content.closed.finding}`, lines: said(["", content.closed.reason], ["办理人", content.closed.by]) }] : []),
  ]; // prettier-ignore
  return life.toSorted((a, b) => (a.on < b.on ? 1 : -1));
}

export function ConcernLife({ content }: { readonly content: ConcernContent }) {
  const pathOf = useAreaPaths(content.moves.map(({ area }) => area));
  const life = lifeOf(content, (code) => pathOf(code).slice(-2).join(""));
  return (
    <Card title="经过" note="最近的在前，全部留痕">
      {life.length === 0 ? (
        <Empty>还没有登记处置。</Empty>
      ) : (
        <ol className="timeline">
          {life.map(({ on, title, lines }) => (
            <li key={`${on} ${title}`}>
              <time dateTime={on}>{minuteText(on)}</time>
              <b>{title}</b>
              {lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
