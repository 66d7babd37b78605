import { Button, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { type Span, spans } from "#capabilities/display/words.ts";
import { newId } from "#kernel/id.ts";
import { useAct } from "../account/useAct.ts";
import { useFresh } from "../account/useFresh.tsx";
import { call } from "../app/api.ts";
import { go, linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Screens } from "./Screens.tsx";
import "../styles/form.css";

/** Without a second factor none is opened: who has none is told where to set one up. */
function NoFactor() {
  return (
    <p className="said said-open">
      打开大屏须用动态口令再确认一次，您还没有绑定。请先到<a href={linkTo("account")}>我的账号</a>绑定。
    </p>
  );
}

const spanText = (days: Span): string => `${days}天`;

function Question({ area }: { readonly area: string }) {
  const { secondFactor } = useMe();
  const [id] = useState(newId);
  const [name, setName] = useState("");
  const [days, setDays] = useState<Span>(30);
  const { busy, refusal, act } = useAct();
  const { fresh, question } = useFresh();
  const open = async (): Promise<void> => {
    const body = { id, name: name.trim(), area, days };
    if (await act(() => fresh(() => call("POST", "/api/display/screens", body)))) go(linkTo("wall"));
  };
  const missing = stillWanted({ 大屏位置: name.trim() !== "" });
  const isAble = secondFactor !== "none";
  return (
    <>
      <CommandForm submit={open}>
        {!isAble && <NoFactor />}
        <p>
          请在连接大屏的电脑上操作。打开后，这台电脑随即退出登录，只能显示本地区的汇总数字，看不到也打不开任何一名儿童的信息。
        </p>
        <Field title="大屏位置" required>
          {(field) => (
            <Input
              id={field}
              maxLength={40}
              placeholder="如：一楼大厅"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <fieldset className="field">
          <legend>打开多久</legend>
          <Radio.Group
            value={days}
            onChange={(event) => setDays(event.target.value as Span)}
            options={spans.map((value) => ({ value, label: spanText(value) }))}
          />
        </fieldset>
        <FormFoot
          refusal={refusal}
          sending={busy}
          disabled={missing !== undefined || !isAble}
          word="打开大屏并退出登录"
          note={missing}
        />
      </CommandForm>
      {question /* has a form of its own, whose submit must not be this one's */}
      <Screens />
    </>
  );
}

/** Turns this browser into a wall's screen; the screens that are open are ended from here too. */
export function OpenWall({ area }: { readonly area: string }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>大屏</Button>
      <Modal open={asking} title="大屏" footer={null} destroyOnHidden onCancel={() => setAsking(false)}>
        <Question area={area} />
      </Modal>
    </>
  );
}
