import { Checkbox, Input, Radio } from "antd";
import type { Finding, Parent, RouteOffered, SearchShown } from "#capabilities/referral/words.ts";
import { parents } from "#capabilities/referral/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";

const all = Object.entries(parents) as readonly [Parent, string][];

interface Whom {
  readonly search: NonNullable<RouteOffered["search"]>;
  readonly value: readonly Parent[];
  readonly onChange: (whom: readonly Parent[]) => void;
}

/** Whom the police are asked to search for; nothing of the other parent leaves. */
export function WhomField({ search, value, onChange }: Whom) {
  return (
    <>
      <Field title="查找谁" required hint="只提供所查找一方的信息">
        {(id) => (
          <div id={id}>
            {all.map(([who, label]) => (
              <Checkbox key={who} checked={value.includes(who)} disabled={!search.lost.includes(who)} onChange={() => onChange(value.includes(who) ? value.filter((one) => one !== who) : [...value, who])}>
                {`${label}（档案${search.lost.includes(who) ? "" : "没有"}记为失联）`}
              </Checkbox>
            ))}
          </div>
        )}
      </Field>
      {search.lost.length < all.length && <p className="muted">只能查找档案记为失联的一方；另一方也联系不上的，请先在档案中记为失联，并填写失去联系起始日期。</p>}
      <p className="said">
        公安机关登记受理超过 {search.months} 个月仍下落不明的，出具《儿童失联父母查找情况回执单》（{search.clause}）。
        查找只在部门之间办理，<b>不张贴、不公示、不在网上发布</b>儿童和家庭的信息。
      </p>
    </>
  );
} // prettier-ignore

export interface Registering {
  readonly registeredOn: string | null;
  readonly registration: string;
}

/** When and under which number the police registered it: the term counts from that day. */
export function RegisterFields({ value, onChange }: { readonly value: Registering; readonly onChange: (value: Registering) => void }) {
  return (
    <div className="form">
      <Field title="登记受理日期" required hint="查找期限自这一天起算">
        {(id) => <DayInput id={id} value={value.registeredOn} onChange={(registeredOn) => onChange({ ...value, registeredOn })} />}
      </Field>
      <Field title="登记受理编号" hint="登记受理早于收到申请之日的，必须填写此前登记的编号">
        {(id) => <Input id={id} maxLength={60} value={value.registration} onChange={(event) => onChange({ ...value, registration: event.target.value })} />}
      </Field>
    </div>
  );
} // prettier-ignore

interface Findings {
  readonly search: SearchShown;
  readonly today: string;
  readonly value: readonly Finding[];
  readonly onChange: (findings: readonly Finding[]) => void;
}

/** 《儿童失联父母查找情况回执单》, line by line: who is found is told at once, who is missing once the term is over. */
export function FindingsField({ search, today, value, onChange }: Findings) {
  const early = search.missingFrom === null || today < search.missingFrom;
  const put = (who: Parent, found: boolean): void => onChange([...value.filter((one) => one.who !== who), { who, found }]); // prettier-ignore
  return (
    <>
      {search.parents.map(({ who, title, name }) => (
        <Field key={who} title={`${title}${name === "" ? "" : ` ${name}`}`} required>
          {(id) => (
            <Radio.Group
              id={id}
              value={value.find((one) => one.who === who)?.found}
              options={[
                { value: true, label: "已找到" },
                { value: false, label: "仍下落不明", disabled: early },
              ]}
              onChange={(event) => put(who, event.target.value as boolean)}
            />
          )}
        </Field>
      ))}
      {early && (
        <p className="muted">
          {search.missingFrom === null
            ? `请先登记受理；超过 ${search.months} 个月仍下落不明的，才能出具回执单。`
            : `${longDay(search.missingFrom)}起可以填“仍下落不明”；已经找到的，可以随时反馈。`}
        </p>
      )}
    </>
  );
}
