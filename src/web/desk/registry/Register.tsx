import { Button } from "antd";
import { useRef, useState } from "react";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { ageOn, type Day } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import type { Refusal } from "../app/api.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { go, linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaInput } from "../area/AreaInput.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot } from "../parts/FormFoot.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { FactField } from "./FactField.tsx";
import { FactGroups, type Values } from "./FactGroups.tsx";
import { faultsOf } from "./faults.ts";
import { readIdentity, type Typed } from "./identityTyped.ts";
import { askedAtFirst, identitySpecs } from "./registerFacts.ts";
import "../styles/form.css";

/** Where a refusal without a fact's key belongs. */
const placesOf: Readonly<Record<string, string>> = {
  "registry.name_missing": "name",
  "registry.birth_date_missing": "birthDate",
  "registry.birth_date_in_future": "birthDate",
  "registry.not_a_child": "birthDate",
  "registry.id_number_wrong": "idNumber",
};

function faults(refusal: Refusal | undefined, typed: Typed): Record<string, string | undefined> {
  const place = refusal && placesOf[refusal.code];
  return {
    ...faultsOf(refusal),
    ...(refusal && place !== undefined && { [place]: refusal.message }),
    ...(typed.state === "wrong" && { idNumber: typed.say }),
  };
}

const hintOf = (typed: Typed, today: Day): string | undefined =>
  typed.state === "read"
    ? `${longDay(typed.birthDate)}出生，${ageOn(typed.birthDate, today)}岁，${typed.sex === "male" ? "男" : "女"}`
    : undefined;

/** The number brings birth date, sex and kind of paper with it. */
function withIdentity(values: Values, number: FactValue | null): Values {
  const typed = readIdentity(typeof number === "string" ? number : "");
  if (typed.state !== "read") return { ...values, idNumber: number };
  return { ...values, idNumber: number, birthDate: typed.birthDate, sex: typed.sex, idKind: typed.kind };
}

/** The facts as the command carries them: what is empty is not sent, and a number is sent as it was read. */
function factsOf(values: Values, typed: Typed): Values {
  const given = Object.entries(values).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(given), ...(typed.state === "read" && { idNumber: typed.number }) };
}

/** The file that is there already; where only the number differs, whoever registers may say that it is another child. */
function Duplicate({ refusal, onAnother }: { readonly refusal: Refusal | undefined; readonly onAnother: () => void }) {
  const childId = refusal?.data["childId"];
  const alike = refusal?.code === "registry.same_person";
  if ((!alike && refusal?.code !== "registry.duplicate") || typeof childId !== "string") return null;
  return (
    <div className="said said-open">
      {alike ? "看起来是同一名儿童，请先核对。" : "这名儿童已经有档案。"}
      <a href={linkTo(`children/${childId}`)} data-leaves="">
        打开已有档案
      </a>
      {alike && <Button onClick={onAnother}>已核对，确认不是同一人，继续登记</Button>}
    </div>
  );
}

/** A new file: the village, who the child is, and what decides most; the rest is asked later, once. */
export function Register() {
  const me = useMe();
  const [area, setArea] = useState<string | null>(me.area.length === 12 ? me.area : null);
  const [values, setValues] = useState<Values>({});
  const childId = useRef(newId());
  const { sending, refusal, send } = useSend(newId);
  const number = values["idNumber"];
  const typed = readIdentity(typeof number === "string" ? number : "");
  const set = (key: string, value: FactValue | null): void =>
    setValues((now) => (key === "idNumber" ? withIdentity(now, value) : { ...now, [key]: value }));
  const register = async (another = false): Promise<void> => {
    const body = { childId: childId.current, area, facts: factsOf(values, typed), ...(another && { another }) };
    if (await send("/api/registry/children", body)) go(linkTo(`children/${childId.current}`));
  };
  const found = faults(refusal, typed);
  const named = typeof values["name"] === "string" && values["name"].trim() !== "";
  const ready = area !== null && named && typed.state !== "wrong" && typed.state !== "typing";
  return (
    <Page
      title="登记儿童"
      note="只有村（社区）和姓名必填；没有身份证号的，还要填出生日期。不知道的留空，以后走访时再补"
    >
      {/* fields on paper are empty boxes, and what a choice holds is not among them: it would be no record of anything */}
      <p className="print-only instead">
        还没有登记，没有可以打印的内容：登记后在档案里打印；要空白表格的，到“导入摸排表”下载模板。
      </p>
      <CommandForm wide submit={() => register()}>
        <Card title="儿童是谁">
          <div className="fields">
            <Field title="村（社区）" required>
              {(id) =>
                me.area.length === 12 ? (
                  <p>{me.areaPath.slice(-2).join("")}</p>
                ) : (
                  <AreaInput id={id} label="村（社区）" from={me.area} toVillage value={area} onChange={setArea} />
                )
              }
            </Field>
            {identitySpecs.map((spec) => (
              <FactField
                key={spec.key}
                spec={spec}
                value={values[spec.key] ?? null}
                onChange={(value) => set(spec.key, value)}
                fault={found[spec.key]}
                required={spec.key === "name"}
                hint={spec.key === "idNumber" ? hintOf(typed, me.today) : undefined}
              />
            ))}
          </div>
        </Card>
        <FactGroups
          specs={askedAtFirst}
          values={values}
          onChange={set}
          faults={found}
          open={["residence", "father", "mother", "guardian"]}
        />
        <Duplicate refusal={refusal} onAnother={() => void register(true)} />
        <FormFoot
          refusal={refusal}
          sending={sending}
          disabled={!ready}
          word="登记并打开档案"
          note={ready ? undefined : "请先选择村（社区）、填写姓名和正确的证件号码"}
        />
      </CommandForm>
    </Page>
  );
}
