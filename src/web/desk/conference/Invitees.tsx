import { Button, Checkbox } from "antd";
import type { InviteeOffered } from "#capabilities/conference/words.ts";
import { ownerText } from "../comparison/listText.ts";
import { Field } from "../parts/Field.tsx";

/** Who is invited, and which of the offered fields each of them does not get. */
export type Chosen = ReadonlyMap<string, ReadonlySet<string>>;

const turned = (set: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  set.has(key) ? new Set([...set].filter((one) => one !== key)) : new Set([...set, key]);

/** Exactly what one department will see: each field may be held back. */
function Preview({ one, without, turn }: { readonly one: InviteeOffered; readonly without: ReadonlySet<string>; readonly turn: (key: string) => void }) {
  if (one.department === "civil_affairs") return <p className="said">民政部门查看档案参会，不另外提供信息。</p>;
  return (
    <fieldset className="referral-preview">
      <legend>
        {ownerText(one.department)}将看到（{one.fields.length - without.size} 项，可以取消不需要的）
      </legend>
      {one.fields.map(({ key, label, text }) => (
        <Checkbox key={key} checked={!without.has(key)} onChange={() => turn(key)}>
          <span className="muted">{label}</span>　{text}
        </Checkbox>
      ))}
      {one.lacking.length > 0 && <p className="muted">档案里没有：{one.lacking.join("、")}</p>}
    </fieldset>
  );
} // prettier-ignore

interface InviteesProps {
  readonly title?: string;
  readonly offered: readonly InviteeOffered[];
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
  /** Shows what is masked; undefined once it is shown, or where nothing is. */
  readonly open: (() => void) | undefined;
}

/** The departments, those first to whom the file's own findings go; below them what each would see. */
export function Invitees({ title: asked = "邀请哪些部门", offered, chosen, onChange, open }: InviteesProps) {
  const options = offered.map(({ department, title, proposed }) => ({
    value: department,
    label: (
      <>
        {ownerText(department)}　<span className="muted">{title}</span>
        {proposed && <small className="referral-proposed">档案有此情形</small>}
      </>
    ),
  }));
  const invited = offered.filter(({ department }) => chosen.has(department));
  const choose = (departments: readonly string[]): void =>
    onChange(new Map(departments.map((id) => [id, chosen.get(id) ?? new Set<string>()])));
  const turn = (department: string, key: string): void =>
    onChange(new Map([...chosen, [department, turned(chosen.get(department) ?? new Set(), key)]]));
  return (
    <>
      <Field title={asked} required>
        {(id) => (
          <Checkbox.Group className="referral-routes" aria-describedby={id} value={[...chosen.keys()]} options={options} onChange={choose} />
        )}
      </Field>
      {invited.map((one) => (
        <Preview key={one.department} one={one} without={chosen.get(one.department) ?? new Set()} turn={(key) => turn(one.department, key)} />
      ))}
      {open && invited.some(({ fields }) => fields.some(({ masked }) => masked)) && (
        <Button size="small" className="conference-open" onClick={open}>
          显示隐去的内容（用途：部门转介、会商）
        </Button>
      )}
    </>
  );
} // prettier-ignore

/** As the command carries them. */
export const invitedBody = (offered: readonly InviteeOffered[], chosen: Chosen): object[] =>
  offered.flatMap(({ department, fields }) => {
    const without = chosen.get(department);
    if (!without) return [];
    return [{ department, fields: fields.map(({ key }) => key).filter((key) => !without.has(key)) }];
  });
