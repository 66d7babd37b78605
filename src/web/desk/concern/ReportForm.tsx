import { Input, Radio } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { go, linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaInput } from "../area/AreaInput.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { usePolicy } from "../policy/policy.ts";

const nobody = { name: "", phone: "", unit: "" };

/** A report that came by telephone or in person: a school, a hospital, a neighbour (强制报告意见 3). */
export function ReportForm() {
  const me = useMe();
  const { situations } = usePolicy();
  const [situation, setSituation] = useState("");
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [area, setArea] = useState<string | null>(null);
  const [teller, setTeller] = useState(nobody);
  const { sending, refusal, send } = useSend(newId);
  const able = situation !== "";
  const told = Object.values(teller).some((part) => part.trim() !== "");
  const report = async (): Promise<void> => {
    const body = { situation, name: name.trim(), note: note.trim(), ...(area !== null && { area }), ...(told && { teller }) };
    if (await send("/api/concern/reports", body)) go(linkTo("concerns"));
  }; // prettier-ignore
  const input = (key: keyof typeof nobody, title: string) => (
    <Field title={title}>
      {(id) => (
        <Input
          id={id}
          maxLength={key === "phone" ? 30 : key === "unit" ? 60 : 40}
          value={teller[key]}
          onChange={(event) => setTeller({ ...teller, [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Page title="登记强制报告" note="接到电话、来人报告的，在这里登记；眼下有危险的，先请对方或者代为拨打110">
      <Card>
        <CommandForm look="form concern-report" submit={report}>
          <Field title="什么情形" required>
            {(id) => (
              <Radio.Group
                id={id}
                className="choices"
                value={situation}
                onChange={(event) => setSituation(String(event.target.value))}
                options={situations.map((one) => ({
                  value: one.id,
                  label: (
                    <>
                      {one.title}
                      <small className="muted concern-text">{one.text}</small>
                    </>
                  ),
                }))}
              />
            )}
          </Field>
          <Field title="孩子的姓名" hint="不知道的可以不填">
            {(id) => <Input id={id} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <Field title="孩子在哪里" hint="不填的，由本级受理">
            {(id) => <AreaInput id={id} from={me.area} value={area} onChange={setArea} />}
          </Field>
          <ReasonInput title="对方怎么说" max={1000} value={note} onChange={setNote} />
          {input("name", "报告人姓名")}
          {input("phone", "报告人电话")}
          {input("unit", "报告人单位")}
          <FormFoot
            refusal={refusal}
            sending={sending}
            disabled={!able}
            danger
            word="登记报告"
            note={stillWanted({ 什么情形: able })}
          />
        </CommandForm>
      </Card>
    </Page>
  );
}
