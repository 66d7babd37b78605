import { App, Button, Input } from "antd";
import { useState } from "react";
import type { TrainingPerson } from "#capabilities/training/words.ts";
import { newId } from "#kernel/id.ts";
import { address } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { Attendance, type Attended, noOne } from "./Attendance.tsx";
import "../styles/form.css";

interface Filling {
  readonly title: string;
  readonly day: string | null;
  readonly note: string;
}

function What({ of, set }: { readonly of: Filling; readonly set: (next: Filling) => void }) {
  return (
    <Card>
      <Field title="培训内容" required>
        {(id) => (
          <Input
            id={id}
            maxLength={80}
            placeholder="如：家庭走访、强制报告"
            value={of.title}
            onChange={(event) => set({ ...of, title: event.target.value })}
          />
        )}
      </Field>
      <Field title="日期" required>
        {(id) => <DayInput id={id} value={of.day} onChange={(day) => set({ ...of, day })} offerToday />}
      </Field>
      <ReasonInput
        title="备注"
        hint="如地点、讲课的人；不写孩子和家长的信息"
        value={of.note}
        onChange={(note) => set({ ...of, note })}
      />
    </Card>
  );
}

function Who({ people: everybody, there, set }: { people: readonly TrainingPerson[]; there: Attended; set: (next: Attended) => void }) {
  const [name, setName] = useState("");
  const people = everybody.filter((one) => one.name.includes(name.trim()));
  const all = new Set([...there.people, ...people.map((one) => one.personId)]);
  const note = `到场 ${there.people.size} 人，其中考核合格 ${there.examined.size} 人`;
  const more = <Button onClick={() => set({ ...there, people: all })}>列出的全部到场</Button>;
  if (everybody.length === 0) return <Empty>本地区现在没有儿童主任、儿童督导员任职。</Empty>;
  return (
    <Card title="谁到场" note={note} flush more={more}>
      {everybody.length > 10 && (
        <div className="more-rows">
          <Input className="filter-wide" type="search" aria-label="按姓名查找" placeholder="按姓名查找" maxLength={40} value={name} onPressEnter={(event) => event.preventDefault()} onChange={(event) => setName(event.target.value)} />
        </div>
      )}
      <Attendance people={people} there={there} set={set} />
    </Card>
  );
} // prettier-ignore

/** 集中培训: written down by whoever held it, with who was there and who passed an exam. Nobody writes down their own. */
export function SessionForm() {
  const { today, personId, area: own } = useMe();
  const { message } = App.useApp();
  const { area } = usePlace().query;
  const people = useLoad<readonly TrainingPerson[]>(address("/api/training/people", { area }));
  const [filling, setFilling] = useState<Filling>({ title: "", day: today, note: "" });
  const [there, setThere] = useState<Attended>(noOne);
  const { sending, refusal, send } = useSend(newId);
  const [title, day, note] = [filling.title.trim(), filling.day, filling.note.trim()];
  const missing = stillWanted({
    培训内容: title.length >= 2,
    日期: day !== null && day <= today,
    到场人员: there.people.size > 0,
  });
  const hold = async (): Promise<void> => {
    const body = { title, day, note, people: [...there.people], examined: [...there.examined] };
    if (!(await send("/api/training/sessions", body))) return;
    void message.success(`已记下 ${there.people.size} 人到场`);
    go(linkTo("training", { area }));
  };
  return (
    <Page title="登记集中培训" note={<a href={linkTo("training", { area })}>培训</a>}>
      <CommandForm submit={hold}>
        <What of={filling} set={setFilling} />
        {own.length < 9 && (
          <div className="filters">
            <AreaTrail area={area} choose={(next) => go(linkTo("training/new", { area: next }))} />
          </div>
        )}
        <Show of={people}>
          {(all) => <Who people={all.filter((one) => one.personId !== personId)} there={there} set={setThere} />}
        </Show>
        <FormFoot refusal={refusal} sending={sending} disabled={missing !== undefined} word="记下" note={missing} />
      </CommandForm>
    </Page>
  );
}
