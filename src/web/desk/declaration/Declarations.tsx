import { EyeOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import type { WaitingDeclaration, WaitingDeclarations } from "#capabilities/declaration/words.ts";
import { relations } from "#capabilities/registry/facts.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { longDay, minuteText } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo, go, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Refused, Show } from "../parts/states.tsx";
import { ConfirmForm, RefuseForm, TransferForm } from "./SettleForms.tsx";
import "../styles/concern.css";
import "../styles/law.css";
import "../styles/form.css";

const parents: Readonly<Record<string, string>> = { father: "父亲", mother: "母亲" };
const relationText = (relation: string): string => (relations[relation] ? `，${relations[relation]}` : "");

/** 待确认报备: what parents declared who go out to work, until somebody says whose child it is about. */
export function Declarations() {
  const me = useMe();
  const { query } = usePlace();
  const { area } = query;
  const { message } = App.useApp();
  const waiting = useLoad<WaitingDeclarations>(address("/api/declaration/waiting", { area }));
  const pathOf = useAreaPaths((waiting.data?.lines ?? []).map((line) => line.area));
  const done = (said: string): void => {
    void message.success(said);
    waiting.reload();
  };
  return (
    <Page title="待确认报备" note="父母在公众网页上报备外出务工：打电话核实，找到孩子的档案后确认，记入档案">
      <div className="filters">
        <AreaTrail area={area} choose={(next) => go(linkTo("declarations", { ...query, area: next }))} />
      </div>
      <Show of={waiting} lines={6}>
        {({ lines, count }) =>
          count === 0 ? (
            <Empty>没有等待确认的报备。</Empty>
          ) : (
            <>
              <p className="muted">
                共 {count} 份{count > lines.length && `，先显示最早的 ${lines.length} 份`}。
              </p>
              {lines.map((one) => (
                <Declared key={one.id} one={one} place={placeText(pathOf(one.area), me.area)} done={done} />
              ))}
            </>
          )
        }
      </Show>
    </Page>
  );
}

interface DeclaredProps {
  readonly one: WaitingDeclaration;
  readonly place: string;
  readonly done: (said: string) => void;
}

function Declared({ one, place, done }: DeclaredProps) {
  const [purpose, setPurpose] = useState<Purpose>();
  const opened = useLoad<WaitingDeclaration>(
    purpose && address(`/api/declaration/declarations/${one.id}`, { purpose }),
  );
  const { parent, child, carer } = opened.data ?? one;
  const born = child.birthDate === null ? "" : `，${longDay(child.birthDate)}出生`;
  return (
    <Card title={`${child.name}的${parents[one.who] ?? "家长"}`} note={`${place}　${minuteText(one.declaredAt)}报备`}>
      <dl className="law-life">
        <Line title="家长">
          {[parent.name, parent.phone, parent.idNumber].filter((part) => part !== "").join("，")}{" "}
          {purpose === undefined && <OpenFor open={setPurpose} />}
        </Line>
        <Line title="孩子">{`${child.name}${born}`}</Line>
        <Line title="外出">{`${longDay(one.since)}起，${one.place}`}</Line>
        <Line title="照看人">{`${carer.name}${relationText(carer.relation)}${carer.phone === "" ? "" : `，${carer.phone}`}`}</Line>
        <Line title="编号">{one.number}</Line>
      </dl>
      <Refused refusal={opened.refusal} />
      <Steps one={one} done={done} />
    </Card>
  );
} // prettier-ignore

/** Telephones are masked until somebody says what they are opened for. */
function OpenFor({ open }: { readonly open: (purpose: Purpose) => void }) {
  const items = purposes.map((key) => ({ key, label: purposeNames[key], onClick: () => open(key) }));
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <Button size="small" icon={<EyeOutlined aria-hidden="true" />}>
        按目的显示电话
      </Button>
    </Dropdown>
  );
}

const forms = { confirm: ConfirmForm, refuse: RefuseForm, transfer: TransferForm } as const;
type FormName = keyof typeof forms;
const words: readonly (readonly [FormName, string])[] = [
  ["confirm", "属实，找孩子的档案"],
  ["refuse", "退回"],
  ["transfer", "转交别的村"],
];

/** What may be done about it: one form open at a time, pressed again it goes. */
function Steps({ one, done }: Pick<DeclaredProps, "one" | "done">) {
  const may = useMay();
  const [name, setName] = useState<FormName>();
  const Form = name && forms[name];
  return (
    <>
      <div className="law-form">
        {words.map(([step, word]) =>
          may(`declaration.${step}`) ? (
            <Button
              key={step}
              type={step === "confirm" ? "primary" : "default"}
              aria-expanded={step === name}
              onClick={() => setName(step === name ? undefined : step)}
            >
              {word}
            </Button>
          ) : null,
        )}
      </div>
      {Form && <Form one={one} done={done} />}
    </>
  );
}

const Line = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <div>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
);
