import { Button, Progress, Select } from "antd";
import { useRef, useState } from "react";
import { type Finding, findingMeanings, findings } from "#capabilities/anomaly/words.ts";
import type { Kind } from "#capabilities/comparison/words.ts";
import type { Refusal } from "../app/api.ts";
import { useMe } from "../app/session.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { Card } from "../parts/Page.tsx";
import { Refused } from "../parts/states.tsx";
import { limitText } from "./listText.ts";
import type { Asked } from "./useList.ts";

/** What the list means, before anybody sends one. */
function Meaning({ kind }: { readonly kind: Kind }) {
  return (
    <>
      <p className="muted">
        {kind.departmentName}提供。列：{kind.columns.join("、")}；没有的列可以不填。
      </p>
      <ul className="law-notes">
        {kind.of === "parents" && (
          <li>名单上的是儿童的父亲或母亲：与台账中父母的姓名、证件号比对，对上的逐一核实其子女；没有对上的不留存。</li>
        )}
        {kind.meanings.map(({ finding, clause }) => (
          <li key={finding}>
            {findings[finding as Finding]}：{findingMeanings[finding as Finding]}（{clause}）
          </li>
        ))}
        <li>乡镇（街道）、村（社区）在 {limitText(kind.limit)}内核实。</li>
      </ul>
      <Button href={`/api/comparison/kinds/${kind.id}/template`}>下载模板</Button>
    </>
  );
}

/** Which list, of which day, and the file. */
export function SendList({
  kinds,
  sent,
  busy,
  refusal,
  begin,
  stop,
}: {
  readonly kinds: readonly Kind[];
  readonly sent: number | undefined;
  readonly busy: boolean;
  readonly refusal: Refusal | undefined;
  readonly begin: (asked: Asked, file: File) => void;
  readonly stop: () => void;
}) {
  const { today } = useMe();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(kinds.length === 1 ? kinds[0]?.id : undefined);
  const [day, setDay] = useState<string | null>(today);
  const kind = kinds.find(({ id }) => id === chosen);
  const take = (file: File | undefined): void => {
    if (file && kind && day !== null) begin({ kind: kind.id, day }, file);
    if (input.current) input.current.value = "";
  };
  return (
    <div className="steps">
      <Card title="一、选名单">
        <Field title="名单种类">
          {(id) => (
            <Select
              id={id}
              className="list-kind"
              aria-label="名单种类"
              placeholder="请选择"
              options={kinds.map(({ id: value, title, departmentName }) => ({
                value,
                label: `${departmentName} · ${title}`,
              }))}
              value={chosen}
              onChange={setChosen}
            />
          )}
        </Field>
        {kind && <Meaning kind={kind} />}
      </Card>
      <Card title="二、上传名单">
        <Field title="名单日期" hint="部门从自己的系统中导出名单的那一天">
          {(id) => <DayInput id={id} value={day} onChange={setDay} />}
        </Field>
        <input
          ref={input}
          type="file"
          accept=".xlsx,.csv"
          hidden
          aria-label="名单文件"
          onChange={(event) => take(event.target.files?.[0])}
        />
        <Button type="primary" disabled={busy || !kind || day === null} onClick={() => input.current?.click()}>
          选择名单文件并开始比对
        </Button>
        <p className="muted list-note">
          Excel 工作簿或 CSV（UTF-8、GBK、GB18030 都可以），最大 64
          MB。有错的行不影响其他行；同一份名单再传一次不会重复。名单只用于比对，比对结束后除需要核实的行外不留存。
        </p>
        {sent !== undefined && (
          <div className="sending">
            <Progress percent={sent} aria-label="正在上传" />
            <Button onClick={stop}>取消上传</Button>
          </div>
        )}
        <Refused refusal={refusal} />
      </Card>
    </div>
  );
}
