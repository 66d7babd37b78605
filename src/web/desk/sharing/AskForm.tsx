import { App, Checkbox, InputNumber, Radio, Select } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useState } from "react";
import type { AreasShown, ItemShown } from "#capabilities/sharing/words.ts";
import { newId } from "#kernel/id.ts";
import { useLoad, useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { noneFound, UnreadWord } from "../parts/states.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { classText } from "./sharingText.ts";

const OTHER = "other";

/** The whole of the office's area, or a part of it: the fewest children that the work needs (个人信息保护法 6). */
function AreaChoice({ whole, value, choose }: { readonly whole: boolean; readonly value: string | undefined; readonly choose: (code: string) => void }) {
  const areas = useLoad<AreasShown>("/api/sharing/areas");
  const options = (areas.data ?? []).map(({ code, name }, n) => ({ value: code, label: n === 0 ? `${name}（全部）` : name }));
  const hint = whole ? "名单是通报给整个单位的，不能只申请一部分" : "只在部分地区用的，请选那个地区；密钥只能读取所选范围内的儿童";
  return (
    <Field title="范围" required hint={hint}>
      {(id) => areas.refusal && areas.data === undefined ? <UnreadWord of={areas} what="地区" /> : (
        <Select
          id={id}
          className="sharing-area"
          disabled={whole}
          loading={areas.loading}
          notFoundContent={noneFound(areas, "没有这个地区")}
          showSearch={{ optionFilterProp: "label" }}
          options={options}
          value={value ?? options[0]?.value ?? null}
          onChange={choose}
        />
      )}
    </Field>
  );
} // prettier-ignore

function Form({ item, stored }: { readonly item: ItemShown; readonly stored: () => void }) {
  const [area, setArea] = useState<string>();
  const [purpose, setPurpose] = useState(item.purposes[0]?.id ?? OTHER);
  const [note, setNote] = useState("");
  // the fewest: each is asked for by a hand that means it (个人信息保护法 6)
  const [fields, setFields] = useState<readonly string[]>([]);
  const [months, setMonths] = useState<number | null>(item.months.usual);
  const { sending, refusal, send } = useSend(newId);
  const still = stillWanted({
    字段: item.means === "work" || fields.length > 0,
    用途说明: note.trim().length >= 2,
    期限: months !== null,
  });
  const save = async (): Promise<void> => {
    if (await send("/api/sharing/grants", { item: item.id, purpose, note: note.trim(), fields, months, area })) stored();
  };
  return (
    <CommandForm submit={save}>
      <p className="muted">依据：{item.basis}</p>
      <Field title="用途" required>
        {(id) => (
          <Radio.Group
            id={id}
            className="referral-routes"
            value={purpose}
            options={[...item.purposes.map((one) => ({ value: one.id, label: one.title })), { value: OTHER, label: "其他用途（需人工审批）" }]}
            onChange={(event) => setPurpose(event.target.value as string)}
          />
        )}
      </Field>
      <ReasonInput title="用途说明" hint="用在哪个业务系统、做什么；不写个人信息" required value={note} onChange={setNote} />
      <AreaChoice whole={item.id === "bulletins"} value={area} choose={setArea} />
      {item.fields.length > 0 && (
        <Field title="字段（只选用得到的；含敏感字段的需人工审批）" required>
          {(id) => (
            <Checkbox.Group
              className="referral-routes"
              {...{ id }}
              value={[...fields]}
              options={item.fields.map(({ key, title, cls }) => ({ value: key, label: `${title}（${classText(cls)}）` }))}
              onChange={(chosen) => setFields(chosen)}
            />
          )}
        </Field>
      )}
      <Field title="期限（月）" required hint={`常用 ${item.months.usual} 个月以内，最长 ${item.months.most} 个月；到期自动失效`}>
        {(id) => <InputNumber id={id} min={1} max={item.months.most} precision={0} value={months} onChange={setMonths} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="提交申请" note={still} />
    </CommandForm>
  );
} // prettier-ignore

/** A department asks for an item; where a rule grants it, it is granted when this closes. */
export function AskForm({ item, close, stored }: { readonly item: ItemShown | undefined; readonly close: () => void; readonly stored: () => void }) {
  const { message } = App.useApp();
  return (
    <SideDrawer open={item !== undefined} onClose={close} title={`申请：${item?.title ?? ""}`} size={640} destroyOnHidden className="action-drawer">
      {item && (
        <Form
          item={item}
          stored={() => {
            void message.success("已提交申请");
            stored();
          }}
        />
      )}
    </SideDrawer>
  );
} // prettier-ignore
