import { Segmented } from "antd";
import { useState } from "react";
import type { AnsweredExample, AnsweredExamples } from "#capabilities/policy/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { useAreaPaths } from "../area/names.ts";
import { Card } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";

type Path = (code: string) => readonly string[];

function Facts({ facts, pathOf }: { readonly facts: AnsweredExample["facts"]; readonly pathOf: Path }) {
  const shown = (text: string, area: boolean): string => (area ? pathOf(text).join("") || text : text);
  if (facts.length === 0) return <p className="muted">什么情况都还不知道。</p>;
  return (
    <dl className="example-facts">
      {facts.map(({ label, text, area }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{shown(text, area)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Answers({ example }: { readonly example: AnsweredExample }) {
  return (
    <table className="grid grid-short example-answers" aria-label={`${example.name}：答案`}>
      <thead>
        <tr>
          <th scope="col">问什么</th>
          <th scope="col">应当是</th>
          <th scope="col">系统现在答</th>
          <th scope="col">比对</th>
        </tr>
      </thead>
      <tbody>
        {example.answers.map(({ what, expected, got, agrees }) => (
          <tr key={what}>
            <td>{what}</td>
            <td>{expected}</td>
            <td>{got}</td>
            <td className={agrees ? "agrees" : "late"}>{agrees ? "✓ 一致" : "✗ 不一致"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Example({ example, pathOf }: { readonly example: AnsweredExample; readonly pathOf: Path }) {
  return (
    <article className="example">
      <h3>
        {example.n}. {example.name}
        <span className={example.agrees ? "agrees" : "late"}>{example.agrees ? "✓ 答案一致" : "✗ 答案不一致"}</span>
      </h3>
      <p className="muted">
        截至{longDay(example.asOf)}
        {example.clause && <small className="clause">{example.clause}</small>}
      </p>
      <div className="pack-row">
        <Facts facts={example.facts} pathOf={pathOf} />
        <div>
          {example.problem && <p className="late">{example.problem}</p>}
          {example.answers.length > 0 && <Answers example={example} />}
        </div>
      </div>
    </article>
  );
}

type Which = "all" | "wrong";

function List({ answered }: { readonly answered: AnsweredExamples }) {
  const [which, setWhich] = useState<Which>("all");
  const { examples, agree } = answered;
  const codes = examples.flatMap(({ facts }) => facts.flatMap(({ area, text }) => (area ? [text] : [])));
  const pathOf = useAreaPaths(codes);
  const wrong = examples.length - agree;
  const shown = which === "all" ? examples : examples.filter(({ agrees }) => !agrees);
  const said = wrong === 0 ? "系统的答案与应有的答案全部一致" : `有${wrong}个答案不一致，请告诉系统管理员`;
  return (
    <Card title="例子与答案" note={`${examples.length}个例子，${said}`}>
      <p>例子都是虚构的儿童，写在政策包里：左边是知道的情况，右边是按文件应有的答案，和系统刚才算出的答案。</p>
      <Segmented<Which>
        className="examples-which"
        aria-label="看哪些例子"
        value={which}
        onChange={setWhich}
        options={[
          { value: "all", label: `全部 ${examples.length}` },
          { value: "wrong", label: `不一致 ${wrong}` },
        ]}
      />
      {shown.length === 0 && <Empty>{examples.length === 0 ? "这个政策包没有例子。" : "没有不一致的例子。"}</Empty>}
      {shown.map((example) => (
        <Example key={example.n} example={example} pathOf={pathOf} />
      ))}
    </Card>
  );
}

/** The examples of a pack: made-up children, what the document answers, and what the engine has just answered. */
export function Examples({ pack }: { readonly pack: string }) {
  const answered = useLoad<AnsweredExamples>(`/api/policy/packs/${encodeURIComponent(pack)}/examples`);
  return <Show of={answered}>{(data) => <List answered={data} />}</Show>;
}
