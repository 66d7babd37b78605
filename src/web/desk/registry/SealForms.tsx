import { Input, Select } from "antd";
import { useRef, useState } from "react";
import { newId } from "#kernel/id.ts";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { address, call, type Refusal, refusalFrom } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { noneFound } from "../parts/states.tsx";
import type { FormProps } from "./ActionDrawer.tsx";
import type { ChildFileData } from "./file.ts";

const purposeOptions = purposes.map((value) => ({ value, label: purposeNames[value] }));

/** Opens what is sealed because a child cannot wait: shown once, kept in the file, and the county is told at once. */
export function BreakSealForm({ file, show }: FormProps) {
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<Refusal>();
  const [sending, setSending] = useState(false);
  const id = useRef(newId());
  const open = async (): Promise<void> => {
    setSending(true);
    setRefusal(undefined);
    try {
      const path = `/api/registry/children/${file.childId}/break-seal`;
      show(await call<ChildFileData>("POST", path, { id: id.current, purpose, reason: reason.trim() }));
    } catch (thrown) {
      setRefusal(refusalFrom(thrown));
    } finally {
      setSending(false);
    }
  };
  const isReason = reason.trim().length >= 4;
  return (
    <CommandForm submit={open}>
      <p className="muted">
        封存信息只供办案人员查阅。情况紧急、来不及指定办案人员时可以查阅一次：理由永久留在档案里，县级负责人即时收到提醒并核查。
      </p>
      <Field title="目的" required>
        {(field) => (
          <Select
            id={field}
            aria-label="目的"
            placeholder="请选择"
            options={purposeOptions}
            value={purpose}
            onChange={setPurpose}
          />
        )}
      </Field>
      <Field title="理由" required>
        {(field) => (
          <Input.TextArea
            id={field}
            rows={3}
            maxLength={500}
            value={reason}
            placeholder="如：接到学校电话，儿童称今晚不敢回家，需立即安置"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={purpose === null || !isReason}
        danger
        word="紧急查阅"
        note={stillWanted({ 目的: purpose !== null, 理由: isReason })}
      />
    </CommandForm>
  );
}

interface PersonLine {
  readonly personId: string;
  readonly name: string;
  readonly posts: readonly { readonly postName: string; readonly areaName: string }[];
}

const labelOf = ({ name, posts }: PersonLine): string =>
  posts[0] ? `${name}（${posts[0].areaName}${posts[0].postName}）` : name;

/** Who may open what is sealed in this file, whether or not there is anything. */
export function CaseForm({ file, stored, reload }: FormProps) {
  const [people, setPeople] = useState<string[]>(file.caseTeam.map((one) => one.personId));
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const { sending, refusal, send, clear } = useSend(newId);
  const found = useLoad<{ people: PersonLine[] }>(
    address("/api/account/people", { ...(typed !== "" && { q: typed }) }),
  );
  const known = file.caseTeam.map((one) => ({ value: one.personId, label: one.name }));
  const more = (found.data?.people ?? []).map((one) => ({ value: one.personId, label: labelOf(one) }));
  const options = [...known, ...more.filter((one) => !known.some((held) => held.value === one.value))];
  const save = async (): Promise<void> => {
    const body = { seq: file.seq, people, reason: reason.trim() };
    if (await send(`/api/registry/children/${file.childId}/case`, body)) stored("办案人员已更新");
  };
  const isReason = reason.trim().length >= 2;
  return (
    <CommandForm submit={save}>
      <p className="muted">
        档案里如有封存信息（性侵害、艾滋病、收养、报告人身份），只有这里列出的人员可以查阅；最先录入的人员自动列入。不能把自己列入，请由本县其他负责人指定。
      </p>
      <Field title="办案人员" hint="可不选：谁都不能查阅，只能注明理由紧急查阅">
        {(id) => (
          <Select
            id={id}
            aria-label="办案人员"
            mode="multiple"
            showSearch={{ filterOption: false, onSearch: setTyped }}
            placeholder="按姓名查找"
            notFoundContent={noneFound(found, "没有找到")}
            options={options}
            value={people}
            onChange={setPeople}
          />
        )}
      </Field>
      <Field title="原因" required>
        {(id) => <Input id={id} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={!isReason}
        word="保存"
        note={stillWanted({ 原因: isReason })}
        reload={() => {
          clear();
          reload();
        }}
      />
    </CommandForm>
  );
}
