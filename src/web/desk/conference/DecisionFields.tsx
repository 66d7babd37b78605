import { Button, Input, Select } from "antd";
import { useMe } from "../app/session.ts";
import { ownerText } from "../comparison/listText.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";

/** Who does it by when; `department` is null where a person of civil affairs does. */
export interface Owner {
  readonly department: string | null;
  readonly person: string;
  readonly due: string | null;
}
export interface Draft extends Owner {
  readonly what: string;
}

export const noDecision: Draft = { what: "", department: null, person: "", due: null };

export const isOwned = ({ department, person, due }: Owner): boolean =>
  due !== null && (department !== null || person.trim() !== "");
export const isWhole = (draft: Draft): boolean => draft.what.trim().length >= 2 && isOwned(draft);

/** As commands carry it. */
export const ownerBody = ({ department, person, due }: Owner): Record<string, unknown> => ({
  ...(department === null ? { person: person.trim() } : { department }),
  due,
});

const PERSON = "person";

/** An invited department, or somebody of civil affairs by name; and the day. */
export function OwnerFields({ value, onChange, departments }: { readonly value: Owner; readonly onChange: (value: Owner) => void; readonly departments: readonly string[] }) {
  const { name } = useMe();
  const options = [
    { value: PERSON, label: "民政工作人员（转为待办任务）" },
    ...departments.map((department) => ({ value: department, label: ownerText(department) })),
  ];
  const own = value.department === null;
  return (
    <div className="conference-owner">
      <Field title="落实单位" required>
        {(id) => (
          <Select
            id={id}
            value={value.department ?? PERSON}
            options={options}
            onChange={(next) => onChange({ ...value, department: next === PERSON ? null : next })}
          />
        )}
      </Field>
      {own && (
        <Field title="落实人" required>
          {(id) => <Input id={id} maxLength={40} placeholder={name} value={value.person} onChange={(event) => onChange({ ...value, person: event.target.value })} />}
        </Field>
      )}
      <Field title="完成日期" required>{(id) => <DayInput id={id} value={value.due} onChange={(due) => onChange({ ...value, due })} />}</Field>
    </div>
  );
} // prettier-ignore

/** All that was decided, one below the other. */
export function DecisionFields({ value, onChange, departments }: { readonly value: readonly Draft[]; readonly onChange: (value: readonly Draft[]) => void; readonly departments: readonly string[] }) {
  const set = (at: number, changes: Partial<Draft>): void =>
    onChange(value.map((draft, n) => (n === at ? { ...draft, ...changes } : draft)));
  return (
    <>
      {value.map((draft, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line has nothing of its own but its place
        <fieldset key={at} className="referral-preview">
          <legend>决定 {at + 1}</legend>
          <Field title="决定事项" required>
            {(id) => <Input.TextArea id={id} autoSize={{ minRows: 1 }} maxLength={300} value={draft.what} onChange={(event) => set(at, { what: event.target.value })} />}
          </Field>
          <OwnerFields value={draft} onChange={(owner) => set(at, owner)} departments={departments} />
          <Button size="small" onClick={() => onChange(value.filter((_, n) => n !== at))}>
            删去这项
          </Button>
        </fieldset>
      ))}
      <Button className="conference-add" onClick={() => onChange([...value, noDecision])}>
        增加一项决定
      </Button>
    </>
  );
} // prettier-ignore
