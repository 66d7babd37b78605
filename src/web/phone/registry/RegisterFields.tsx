/** @jsxImportSource preact */
import { relations } from "#capabilities/registry/facts.ts";
import { Choice, optionsOf } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import { SameName } from "./SameName.tsx";
import { numberSaid, type ParentPlace, parentPlaces, phoneFault, type Registering } from "./registering.ts";

export interface Part {
  readonly child: Registering;
  readonly today: string;
  readonly put: (part: Partial<Registering>) => void;
}

export function Identity({ child, today, put }: Part) {
  const said = numberSaid(child.idNumber, today);
  return (
    <section class="card">
      <h2>孩子</h2>
      <Field label="姓名" value={child.name} max={40} onInput={(name) => put({ name })} />
      <SameName name={child.name} />
      {child.hasNumber ? (
        <Field
          label="身份证号"
          value={child.idNumber}
          max={30}
          {...{ short: { hint: said.say }, wrong: { fault: said.say }, right: { good: said.say } }[said.kind]}
          onInput={(idNumber) => put({ idNumber })}
        />
      ) : (
        <>
          <Field
            label="出生日期"
            type="date"
            latest={today}
            value={child.birthDate}
            onInput={(birthDate) => put({ birthDate })}
          />
          <Choice
            label="男孩还是女孩"
            options={optionsOf({ male: "男孩", female: "女孩" })}
            chosen={[child.sex]}
            onChoose={(sex) => put({ sex })}
          />
        </>
      )}
      <button type="button" class="btn" onClick={() => put({ hasNumber: !child.hasNumber })}>
        {child.hasNumber ? "没有身份证号" : "有身份证号"}
      </button>
      <p class="strong">户口</p>
      <Choice
        label="户口"
        options={optionsOf({ rural: "农村", urban: "城镇", none: "没上户口" })}
        chosen={[child.hukou]}
        onChoose={(hukou) => put({ hukou })}
      />
      <Field label="住在哪里" hint="村里第几组、门牌" value={child.address} onInput={(address) => put({ address })} />
    </section>
  );
}

export const Guardian = ({ child, put }: Part) => (
  <section class="card">
    <h2>谁在照管孩子</h2>
    <Field label="监护人姓名" value={child.guardianName} max={40} onInput={(guardianName) => put({ guardianName })} />
    <p class="strong">是孩子的</p>
    <Choice
      label="是孩子的"
      options={optionsOf(relations)}
      chosen={[child.guardianRelation]}
      onChoose={(guardianRelation) => put({ guardianRelation })}
    />
    <Field
      label="电话"
      type="tel"
      max={30}
      value={child.guardianPhone}
      fault={phoneFault(child.guardianPhone)}
      onInput={(guardianPhone) => put({ guardianPhone })}
    />
  </section>
);

interface ParentProps {
  readonly word: string;
  readonly place: ParentPlace;
  readonly since: string;
  readonly today: string;
  readonly onPlace: (place: ParentPlace) => void;
  readonly onSince: (day: string) => void;
}

const Parent = ({ word, place, since, today, onPlace, onSince }: ParentProps) => (
  <div class="question">
    <p class="strong">{word}</p>
    <Choice
      label={word}
      options={optionsOf(parentPlaces)}
      chosen={[place]}
      onChoose={(value) => onPlace(value as ParentPlace)}
    />
    {place === "work" && (
      <Field label="从哪天起一直在外面" type="date" latest={today} value={since} onInput={onSince} />
    )}
  </div>
);

export const Parents = ({ child, today, put }: Part) => (
  <section class="card">
    <h2>父母</h2>
    <Parent
      word="父亲"
      place={child.father}
      since={child.fatherSince}
      today={today}
      onPlace={(father) => put({ father })}
      onSince={(fatherSince) => put({ fatherSince })}
    />
    <Parent
      word="母亲"
      place={child.mother}
      since={child.motherSince}
      today={today}
      onPlace={(mother) => put({ mother })}
      onSince={(motherSince) => put({ motherSince })}
    />
  </section>
);
