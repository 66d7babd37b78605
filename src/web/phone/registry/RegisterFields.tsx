/** @jsxImportSource preact */
import { relations } from "#capabilities/registry/facts.ts";
import { Choice, optionsOf } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import { SameChild } from "./SameChild.tsx";
import { numberSaid, type ParentPlace, parentPlaces, phoneFault, type Registering } from "./registering.ts";
import { text, word } from "../language/text.ts";

export interface Part {
  readonly child: Registering;
  readonly today: string;
  readonly put: (part: Partial<Registering>) => void;
}

export function Identity({ child, today, put }: Part) {
  const said = numberSaid(child.idNumber, today);
  return (
    <section class="card">
      <h2>{text("register.child")}</h2>
      <Field label={text("register.name")} value={child.name} max={40} onInput={(name) => put({ name })} />
      {child.hasNumber ? (
        <Field
          label={text("register.number")}
          value={child.idNumber}
          max={30}
          {...{ short: { hint: said.say }, wrong: { fault: said.say }, right: { good: said.say } }[said.kind]}
          onInput={(idNumber) => put({ idNumber })}
        />
      ) : (
        <>
          <Field
            label={text("register.birth")}
            type="date"
            latest={today}
            value={child.birthDate}
            onInput={(birthDate) => put({ birthDate })}
          />
          <Choice
            label={text("register.sex")}
            options={optionsOf({ male: text("register.boy"), female: text("register.girl") })}
            chosen={[child.sex]}
            onChoose={(sex) => put({ sex })}
          />
        </>
      )}
      <button type="button" class="btn" onClick={() => put({ hasNumber: !child.hasNumber })}>
        {text(child.hasNumber ? "register.no_number" : "register.has_number")}
      </button>
      <SameChild child={child} />
      <p class="strong">{text("register.hukou")}</p>
      <Choice
        label={text("register.hukou")}
        options={optionsOf({
          rural: text("register.rural"),
          urban: text("register.urban"),
          none: text("register.no_hukou"),
        })}
        chosen={[child.hukou]}
        onChoose={(hukou) => put({ hukou })}
      />
      <Field
        label={text("register.address")}
        hint={text("register.address_hint")}
        value={child.address}
        onInput={(address) => put({ address })}
      />
    </section>
  );
}

const relationOptions = () => Object.entries(relations).map(([value, zh]) => ({ value, word: word(zh) }));

export const Guardian = ({ child, put }: Part) => (
  <section class="card">
    <h2>{text("register.guardian")}</h2>
    <Field
      label={text("register.guardian_name")}
      value={child.guardianName}
      max={40}
      onInput={(guardianName) => put({ guardianName })}
    />
    <p class="strong">{text("register.relation")}</p>
    <Choice
      label={text("register.relation")}
      options={relationOptions()}
      chosen={[child.guardianRelation]}
      onChoose={(guardianRelation) => put({ guardianRelation })}
    />
    <Field
      label={text("register.phone")}
      type="tel"
      max={30}
      value={child.guardianPhone}
      fault={phoneFault(child.guardianPhone)}
      onInput={(guardianPhone) => put({ guardianPhone })}
    />
  </section>
);

interface ParentProps {
  readonly called: string;
  readonly place: ParentPlace;
  readonly since: string;
  readonly today: string;
  readonly onPlace: (place: ParentPlace) => void;
  readonly onSince: (day: string) => void;
}

const Parent = ({ called, place, since, today, onPlace, onSince }: ParentProps) => (
  <div class="question">
    <p class="strong">{called}</p>
    <Choice
      label={called}
      options={parentPlaces.map((value) => ({ value, word: text(`place.${value}`) }))}
      chosen={[place]}
      onChoose={(value) => onPlace(value as ParentPlace)}
    />
    {place === "work" && (
      <Field label={text("register.away_since")} type="date" latest={today} value={since} onInput={onSince} />
    )}
  </div>
);

export const Parents = ({ child, today, put }: Part) => (
  <section class="card">
    <h2>{text("register.parents")}</h2>
    <Parent
      called={text("register.father")}
      place={child.father}
      since={child.fatherSince}
      today={today}
      onPlace={(father) => put({ father })}
      onSince={(fatherSince) => put({ fatherSince })}
    />
    <Parent
      called={text("register.mother")}
      place={child.mother}
      since={child.motherSince}
      today={today}
      onPlace={(mother) => put({ mother })}
      onSince={(motherSince) => put({ motherSince })}
    />
  </section>
);
