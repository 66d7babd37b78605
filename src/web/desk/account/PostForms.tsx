import { Input, Select } from "antd";
import { useState } from "react";
import type { PersonLine, Post } from "#capabilities/account/words.ts";
import { address, call } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { noneFound } from "../parts/states.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { useAct } from "./useAct.ts";

interface PostFormProps {
  readonly post: Post;
  readonly stored: (said: string) => void;
}

interface ReasonProps {
  readonly title: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

export function ReasonField({ title, value, onChange }: ReasonProps) {
  return (
    <Field title={title} required>
      {(id) => <Input id={id} maxLength={200} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

interface VacantProps {
  readonly shown: boolean;
  readonly value: boolean;
  readonly onChange: (vacant: boolean) => void;
}

/** Said aloud, and only where the server has asked: the place stays with nobody for now. */
export function Vacant({ shown, value, onChange }: VacantProps) {
  if (!shown) return null;
  return (
    <p className="tick">
      <label>
        <input type="checkbox" checked={value} onChange={() => onChange(!value)} /> 确认暂时空缺，没有人负责
      </label>
    </p>
  );
}

export function EndForm({ post, stored }: PostFormProps) {
  const me = useMe();
  const [day, setDay] = useState<string | null>(me.today);
  const [reason, setReason] = useState("");
  const [vacant, setVacant] = useState(false);
  const { busy, refusal, act } = useAct();
  const asked = refusal?.code === "account.would_be_vacant" || vacant;
  const end = async (): Promise<void> => {
    const body = { reason: reason.trim(), ...(day !== null && { day }), ...(vacant && { vacant: true }) };
    if (await act(() => call("POST", `/api/account/posts/${post.postId}/end`, body))) stored("任职已终止");
  };
  return (
    <CommandForm submit={end}>
      <Field title="从哪天起不再任职">{(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}</Field>
      <ReasonField title="原因" value={reason} onChange={setReason} />
      <Vacant shown={asked} value={vacant} onChange={setVacant} />
      <FormFoot
        refusal={refusal}
        sending={busy}
        danger
        disabled={reason.trim() === ""}
        word="终止任职"
        note={stillWanted({ 原因: reason.trim() !== "" })}
      />
    </CommandForm>
  );
}

/** Somebody of one's area, found by name. */
export function PersonField({
  title,
  hint,
  holder,
  value,
  onChange,
}: {
  readonly title: string;
  readonly hint: string;
  readonly holder: string;
  readonly value: string | null;
  readonly onChange: (personId: string) => void;
}) {
  const me = useMe();
  const [text, setText] = useState("");
  const found = useLoad<{ people: PersonLine[] }>(address("/api/account/people", { q: text.trim() }));
  const options = (found.data?.people ?? [])
    .filter(({ personId }) => personId !== holder && personId !== me.personId)
    .map((person) => ({ value: person.personId, label: `${person.name}（${person.posts.map((one) => one.areaName + one.postName).join("、")}）` })); // prettier-ignore
  return (
    <Field title={title} required hint={hint}>
      {(id) => (
        <Select
          id={id}
          aria-label={title}
          className="area-input"
          showSearch={{ filterOption: false, onSearch: setText }}
          placeholder="按姓名查找"
          notFoundContent={noneFound(found, "没有找到")}
          options={options}
          value={value}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

export function HandOverForm({ post, holder, stored }: PostFormProps & { readonly holder: string }) {
  const me = useMe();
  const [to, setTo] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(me.today);
  const [reason, setReason] = useState("");
  const { busy, refusal, act } = useAct();
  const missing = { 接手人: to !== null, 原因: reason.trim() !== "" };
  const pass = async (): Promise<void> => {
    const body = { to, reason: reason.trim(), ...(day !== null && { day }) };
    const answer = await act(() =>
      call<{ status: string }>("POST", `/api/account/posts/${post.postId}/handover`, body),
    );
    if (answer)
      stored(answer.value.status === "pending" ? "交接已提交，等待审批" : "已交接，到期的走访随岗位转给接手人");
  };
  return (
    <CommandForm submit={pass}>
      <PersonField
        title="接手人"
        hint="从辖区内已有账号的人员中选，代理人也可以接手；新人先“添加人员”并任命同一岗位，再终止原任职。"
        holder={holder}
        value={to}
        onChange={setTo}
      />
      <Field title="从哪天起">{(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}</Field>
      <ReasonField title="原因" value={reason} onChange={setReason} />
      <FormFoot
        refusal={refusal}
        sending={busy}
        disabled={Object.values(missing).includes(false)}
        word="交接"
        note={stillWanted(missing)}
      />
    </CommandForm>
  );
}
