import { Collapse } from "antd";
import type { FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import { groups } from "#capabilities/registry/facts.ts";
import { FactField } from "./FactField.tsx";

export type Values = Readonly<Record<string, FactValue | null>>;

interface FactGroupsProps {
  readonly specs: readonly FactSpec[];
  readonly values: Values;
  readonly onChange: (key: string, value: FactValue | null) => void;
  readonly faults?: Readonly<Record<string, string | undefined>>;
  readonly hints?: Readonly<Record<string, string | undefined>>;
  /** Groups that stand open at first. */
  readonly open: readonly string[];
}

/** The catalogue's facts as a form, group by group; a group with a fault is never shut. */
export function FactGroups({ specs, values, onChange, faults = {}, hints = {}, open }: FactGroupsProps) {
  const present = [...new Set(specs.map((spec) => spec.group))];
  const filled = (group: string): number =>
    specs.filter((spec) => spec.group === group && (values[spec.key] ?? null) !== null).length;
  const items = present.map((group) => ({
    key: group,
    label: groups[group] ?? "其他",
    extra: <span className="muted">{filled(group) > 0 ? `已填${filled(group)}项` : ""}</span>,
    children: (
      <div className="fields">
        {specs
          .filter((spec) => spec.group === group)
          .map((spec) => (
            <FactField
              key={spec.key}
              spec={spec}
              value={values[spec.key] ?? null}
              onChange={(value) => onChange(spec.key, value)}
              fault={faults[spec.key]}
              hint={hints[spec.key]}
            />
          ))}
      </div>
    ),
  }));
  return <Collapse className="fact-groups" defaultActiveKey={[...open]} items={items} />;
}
