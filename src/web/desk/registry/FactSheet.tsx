import { purposeNames } from "#capabilities/trace/zh.ts";
import { Card } from "../parts/Page.tsx";
import { PrintedBy } from "../parts/PrintedBy.tsx";
import { longDay } from "../../ui/dayText.ts";
import type { ChildFileData, ShownFact } from "./file.ts";
import { PurposeBar, type PurposeProps } from "./PurposeBar.tsx";

function byGroup(facts: readonly ShownFact[]): [string, ShownFact[]][] {
  const groups = new Map<string, ShownFact[]>();
  for (const fact of facts) groups.set(fact.groupLabel, [...(groups.get(fact.groupLabel) ?? []), fact]);
  return [...groups];
}

const originOf = ({ source, on }: ShownFact): string => `${source} ${on}`;

/** The one origin of a whole group, which is then said once. */
function sharedOrigin(facts: readonly ShownFact[]): string | undefined {
  const [first] = facts;
  return first && facts.every((fact) => originOf(fact) === originOf(first)) ? originOf(first) : undefined;
}

function Group({ title, facts }: { readonly title: string; readonly facts: readonly ShownFact[] }) {
  const shared = sharedOrigin(facts);
  return (
    <section className="facts">
      <h3>
        {title}
        {shared !== undefined && <small>{shared}</small>}
      </h3>
      <dl>
        {facts.map((fact) => (
          <div key={fact.key}>
            <dt>{fact.label}</dt>
            <dd className={fact.masked ? "masked" : undefined}>
              {fact.text}
              {shared === undefined && <small>{originOf(fact)}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** All reports, where the facts hold the last one alone. */
function Reports({ reports }: { readonly reports: ChildFileData["reports"] }) {
  if (reports.length < 2) return null;
  return (
    <section className="facts">
      <h3>历次线索报告</h3>
      <ol className="reports">
        {reports.map(({ on, source, text }, n) => (
          <li key={`${n} ${on}`}>
            {text} <small>{`${source} ${on}`}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Everything known, by group, each with where it comes from and since when. */
export function FactSheet({ file, open }: PurposeProps) {
  return (
    <Card title="已登记的信息" note={`${file.facts.length}项，各注明来源和日期`}>
      <PurposeBar file={file} open={open} />
      {byGroup(file.facts).map(([title, facts]) => (
        <Group key={title} title={title} facts={facts} />
      ))}
      <Reports reports={file.reports} />
      <p className="print-only">信息截至{longDay(file.day)}</p>
      <PrintedBy purpose={file.purpose ? purposeNames[file.purpose] : undefined} />
    </Card>
  );
}
