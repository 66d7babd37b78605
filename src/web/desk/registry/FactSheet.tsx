import { Card } from "../parts/Page.tsx";
import { longDay } from "../../ui/dayText.ts";
import type { ChildFileData, ShownFact } from "./file.ts";

function byGroup(facts: readonly ShownFact[]): [string, ShownFact[]][] {
  const groups = new Map<string, ShownFact[]>();
  for (const fact of facts) groups.set(fact.groupLabel, [...(groups.get(fact.groupLabel) ?? []), fact]);
  return [...groups];
}

/** Everything known, by group, each with where it comes from and since when. */
export function FactSheet({ file }: { readonly file: ChildFileData }) {
  return (
    <Card title="已登记的信息" note={`${file.facts.length}项，各注明来源和日期`}>
      {byGroup(file.facts).map(([title, facts]) => (
        <section key={title} className="facts">
          <h3>{title}</h3>
          <dl>
            {facts.map((fact) => (
              <div key={fact.key}>
                <dt>{fact.label}</dt>
                <dd>
                  {fact.text}
                  <small>
                    {fact.source} {fact.on}
                  </small>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="print-only">信息截至{longDay(file.day)}</p>
    </Card>
  );
}
