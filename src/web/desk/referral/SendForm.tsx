import { Button, Checkbox, Input, Radio } from "antd";
import { useState } from "react";
import {
  originKinds,
  type Parent,
  parents,
  type RouteOffered,
  type RoutesOffered,
} from "#capabilities/referral/words.ts";
import { newId } from "#kernel/id.ts";
import { address } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { usePlace } from "../app/route.ts";
import { ownerText } from "../comparison/listText.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import type { FormProps } from "../registry/ActionDrawer.tsx";
import { Urgent } from "./referralColumns.tsx";
import { WhomField } from "./SearchFields.tsx";
import { workdaysText } from "./referralText.ts";
import "../styles/referral.css";

function RouteChoice({ routes, value, onChange }: { readonly routes: readonly RouteOffered[]; readonly value: string | undefined; readonly onChange: (id: string) => void }) {
  const options = routes.map((route) => ({
    value: route.id,
    disabled: route.open !== null,
    label: (
      <>
        <Urgent urgent={route.urgent} />
        {route.title} → {ownerText(route.department)}
        {route.proposed && <small className="referral-proposed">档案有此情形</small>}
        {route.open !== null && <small className="muted">　第 {route.open} 号还在办理</small>}
      </>
    ),
  }));
  return (
    <Field title="转介什么、给谁" required>
      {(id) => (
        <Radio.Group id={id} className="referral-routes" value={value} options={options} onChange={(event) => onChange(event.target.value as string)} />
      )}
    </Field>
  );
} // prettier-ignore

/** Exactly what leaves the house: each field may be held back. */
function Preview({ route, without, turn, open }: { readonly route: RouteOffered; readonly without: ReadonlySet<string>; readonly turn: (key: string) => void; readonly open: (() => void) | undefined }) {
  if (route.department === "civil_affairs") return <p className="said">民政部门内部办理，县级民政部门查看档案，不另外提供信息。</p>;
  return (
    <fieldset className="referral-preview">
      <legend>将提供给{ownerText(route.department)}的信息（{route.fields.length - without.size} 项，可以取消不需要的）</legend>
      {route.fields.map(({ key, label, text }) => (
        <Checkbox key={key} checked={!without.has(key)} onChange={() => turn(key)}>
          <span className="muted">{label}</span>　{text}
        </Checkbox>
      ))}
      {open && <Button size="small" onClick={open}>显示隐去的内容（用途：部门转介、会商）</Button>}
      {route.lacking.length > 0 && <p className="muted">档案里没有：{route.lacking.join("、")}</p>}
    </fieldset>
  );
} // prettier-ignore

/** Of a search for one parent nothing is offered about the other. */
const forWhom = (route: RouteOffered, whom: readonly Parent[]): RouteOffered => {
  if (!route.search) return route;
  const others = (["father", "mother"] as const).filter((who) => !whom.includes(who));
  return {
    ...route,
    fields: route.fields.filter(({ key }) => !others.some((who) => key.startsWith(`${who}.`))),
    lacking: route.lacking.filter((title) => !others.some((who) => title.startsWith(parents[who]))),
  };
}; // prettier-ignore

interface Chosen {
  readonly offered: RoutesOffered;
  readonly masked: boolean;
  readonly open: () => void;
  readonly reload: () => void;
}

function Form({ file, stored, offered, masked, open, reload, origin }: FormProps & Chosen) {
  const { refer, instead } = usePlace().query;
  const again = instead === undefined ? undefined : Number(instead);
  const routes = offered.routes.map((route) => (route.open === again ? { ...route, open: null } : route));
  const [chosen, setChosen] = useState(routes.find(({ id, open: no }) => id === refer && no === null)?.id);
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState("");
  const [picked, pick] = useState<readonly Parent[]>();
  const { sending, refusal, send } = useSend(newId);
  const found = routes.find(({ id }) => id === chosen);
  const whom = picked ?? found?.search?.lost ?? [];
  const route = found && forWhom(found, whom);
  const asks = !route?.search || whom.length > 0;
  const still = stillWanted({ 转介事项: route !== undefined, 查找谁: asks, 请部门办理什么: note.trim().length >= 2 });
  const turn = (key: string): void => setWithout((now) => (now.has(key) ? new Set([...now].filter((one) => one !== key)) : new Set([...now, key]))); // prettier-ignore
  const save = async (): Promise<void> => {
    if (!route) return;
    const fields = route.fields.map(({ key }) => key).filter((key) => !without.has(key));
    const isAgain = route.id === refer && again !== undefined;
    const body = { route: route.id, fields, note: note.trim(), seq: offered.seq, ...(isAgain && { instead: again }), ...(route.search && { search: whom }), ...(origin && { origin }) };
    if (await send(`/api/referral/children/${file.childId}`, body)) stored(`已转介${ownerText(route.department)}`);
  };
  return (
    <CommandForm submit={save}>
      {origin && <p className="said">由{originKinds[origin.kind]}转介：来由只记入档案，部门看不到；需要部门知道的，写在下面。</p>}
      <RouteChoice
        routes={routes}
        value={chosen}
        onChange={(id) => {
          setChosen(id);
          setWithout(new Set());
        }}
      />
      {route && (
        <>
          <p className="muted">
            依据：{route.clause}　签收 {workdaysText(route.terms.receive)}，办理 {workdaysText(route.terms.answer)}（{route.terms.clause}）
          </p>
          {route.search && <WhomField search={route.search} value={whom} onChange={pick} />}
          <Preview route={route} without={without} turn={turn} open={masked && route.fields.some((field) => field.masked) ? open : undefined} />
          <Field title="请部门办理什么" required hint="写明需要办的事；与办理无关的个人信息不写">
            {(id) => <Input.TextArea id={id} rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
          </Field>
        </>
      )}
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="发送转介" note={still} reload={reload} />
    </CommandForm>
  );
} // prettier-ignore

/** From a child's file: route, then exactly which fields leave the house, then sent. */
export function SendForm(props: FormProps) {
  const [purpose, setPurpose] = useState<"referral">();
  const offered = useLoad<RoutesOffered>(address(`/api/referral/children/${props.file.childId}/routes`, { purpose }));
  return (
    <Show of={offered}>
      {(found) =>
        found.routes.length === 0 ? (
          <Empty>现行政策没有规定转介的部门。</Empty>
        ) : (
          <Form
            {...props}
            offered={found}
            masked={purpose === undefined}
            open={() => setPurpose("referral")}
            reload={() => {
              offered.reload();
              props.reload();
            }}
          />
        )
      }
    </Show>
  );
}
