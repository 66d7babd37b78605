import { Input, Select } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { LevelShape } from "../parts/LevelBadge.tsx";
import { levelOf, usePolicy } from "../policy/policy.ts";
import type { FormProps } from "../registry/ActionDrawer.tsx";

function LevelChoice({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (level: string) => void;
}) {
  const { levels } = usePolicy();
  return (
    <fieldset className="level-filter" aria-label="风险等级">
      {levels.map(({ id, title, shape }) => (
        <button
          key={id}
          type="button"
          className={`level-${id}`}
          aria-pressed={value === id}
          onClick={() => onChange(id)}
        >
          <LevelShape shape={shape} />
          {title}
        </button>
      ))}
    </fieldset>
  );
}

function Reason({
  value,
  onChange,
  placeholder,
}: {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder: string;
}) {
  return (
    <Field title="理由" required>
      {(id) => (
        <Input.TextArea
          id={id}
          maxLength={500}
          autoSize={{ minRows: 3 }}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Where facts cannot decide, a worker proposes (粤民发〔2024〕32号 三 末段). */
export function ProposeForm({ file, stored }: FormProps) {
  const [level, setLevel] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const propose = async (): Promise<void> => {
    if (await send(`/api/grade/children/${file.childId}/proposals`, { level, reason: reason.trim() }))
      stored("建议已提交，待评估确认");
  };
  return (
    <CommandForm submit={propose}>
      <p className="muted">
        情形复杂、现有信息难以判断时使用。建议要由乡镇组织评估确认后才生效；能写明的情况，请优先更新信息，等级会自动判定。
      </p>
      <LevelChoice value={level} onChange={setLevel} />
      <Reason value={reason} onChange={setReason} placeholder="看到了什么、为什么现有信息反映不了" />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={level === null || reason.trim().length < 2}
        word="提交建议"
        note={stillWanted({ 等级: level !== null, 理由: reason.trim().length >= 2 })}
      />
    </CommandForm>
  );
}

/** The township's panel evaluates and confirms; its decision never stands below a confirmed ground. */
export function DecideForm({ file, stored, reload }: FormProps) {
  const pack = usePolicy();
  const proposal = file.standing?.proposal;
  const [level, setLevel] = useState<string | null>(proposal?.level ?? null);
  const [reason, setReason] = useState("");
  const [members, setMembers] = useState<string[]>([]);
  const [day, setDay] = useState<string | null>(file.day);
  const { sending, refusal, send, clear } = useSend(newId);
  const decide = async (): Promise<void> => {
    const body = { seq: file.seq, level, reason: reason.trim(), members, ...(day !== null && { day }) };
    if (await send(`/api/grade/children/${file.childId}/decisions`, body)) stored("评估确认已记录");
  };
  return (
    <CommandForm submit={decide}>
      {proposal && (
        <p className="said said-open">
          建议：{levelOf(pack, proposal.level)?.title ?? "其他等级"}。{proposal.reason}
        </p>
      )}
      <p className="muted">
        由乡镇（街道）组织专门力量评估确认。确认的等级不会低于已查实的情形对应的等级，到期后自动恢复按信息判定。
      </p>
      <LevelChoice value={level} onChange={setLevel} />
      <Reason value={reason} onChange={setReason} placeholder="评估的依据和结论" />
      <Field title="参加评估的人" required hint="输入姓名后按回车，可填多人">
        {(id) => (
          <Select
            id={id}
            aria-label="参加评估的人"
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={["、", "，", " ", ","]}
            maxCount={20}
            value={members}
            onChange={(next: string[]) => setMembers(next)}
          />
        )}
      </Field>
      <Field title="评估日期">{(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}</Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={level === null || reason.trim().length < 2 || members.length === 0}
        word="确认等级"
        note={stillWanted({
          等级: level !== null,
          理由: reason.trim().length >= 2,
          参加评估的人: members.length > 0,
        })}
        reload={() => {
          clear();
          reload();
        }}
      />
    </CommandForm>
  );
}

export function RejectForm({ file, stored, reload }: FormProps) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send, clear } = useSend(newId);
  const reject = async (): Promise<void> => {
    const body = { seq: file.seq, reason: reason.trim() };
    if (await send(`/api/grade/children/${file.childId}/rejections`, body)) stored("已记录不采纳");
  };
  return (
    <CommandForm submit={reject}>
      <Reason value={reason} onChange={setReason} placeholder="为什么不采纳这个建议" />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={reason.trim().length < 2}
        word="不采纳"
        note={stillWanted({ 理由: reason.trim().length >= 2 })}
        reload={() => {
          clear();
          reload();
        }}
      />
    </CommandForm>
  );
}
