import { Button, Input, Segmented } from "antd";
import { useMemo, useState } from "react";
import type { FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import { newId } from "#kernel/id.ts";
import { catalogue, factByKey } from "#capabilities/registry/facts.ts";
import type { Refusal } from "../app/api.ts";
import { useSend } from "../app/load.ts";
import { useAreaPaths } from "../area/names.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot } from "../parts/FormFoot.tsx";
import type { FormProps } from "./ActionDrawer.tsx";
import { FactGroups, type Values } from "./FactGroups.tsx";
import { faultsOf } from "./faults.ts";
import { factLabels, isMasked, isSealed, isSensitive, textOf, valueOf, valueText } from "./file.ts";

/** Where the child lives now is moved, not edited (registry.move_instead). */
const editable: readonly FactSpec[] = catalogue.filter((spec) => spec.key !== "residence.area");

const isPlace = (key: string): boolean => factByKey.get(key)?.type === "area";

const same = (a: FactValue | null, b: FactValue | null): boolean => JSON.stringify(a) === JSON.stringify(b);

const kinds = [
  { value: "registration", label: "情况有变化" },
  { value: "correction", label: "原来登记有误" },
];

function valuesOf(file: FormProps["file"]): Values {
  return Object.fromEntries(
    editable.map(({ key }) => [key, isMasked(file, key) ? null : (valueOf(file, key) ?? null)]),
  );
}

/** A report stands beside the ones before it; anything else is put right. */
const heldHint = (key: string, held: string): string =>
  key.startsWith("reporter.") ? "已有报告；另有人报告的，填写姓名后另记一次" : `已登记（${held}）；需要更正时才填写`;

/** The form is long: what has to be read first is brought before the eyes. */
const intoView = (part: HTMLElement | null): void => part?.scrollIntoView({ block: "nearest" });

/** What somebody else has put otherwise while this was being filled in, beside what stands in the form. */
function Meanwhile({ clashes, file, mine, take }: {
  readonly clashes: readonly string[]; readonly file: FormProps["file"]; readonly mine: Values; readonly take: (key: string) => void;
}) {
  const pathOf = useAreaPaths(clashes.flatMap((key) => (isPlace(key) ? [valueOf(file, key), mine[key]].map(String) : [])));
  const place = (code: string): string => pathOf(code).slice(-3).join("");
  if (clashes.length === 0) return null;
  return (
    <div className="said said-open" role="alert" ref={intoView}>
      <b>您填写期间，他人更新了下面{clashes.length}项。保存即采用您写的。</b>
      <ul className="clashes">
        {clashes.map((key) => (
          <li key={key}>
            <span>
              {factLabels([key])[0]}：现在是“{textOf(file, key) ?? "未登记"}”，您写的是“{isSensitive(key) ? "（您的填写）" : valueText(key, mine[key], place)}”
            </span>
            <Button size="small" onClick={() => take(key)}>
              保留现在的
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
} // prettier-ignore

const keysIn = (refusal: Refusal | undefined): string[] => {
  const keys = refusal?.code === "registry.changed_meanwhile" ? refusal.data["keys"] : undefined;
  return Array.isArray(keys) ? keys.map(String) : [];
};

/** The whole file as a form, made from the catalogue: only what was changed is sent, and what others change shows through. */
export function EditForm({ file, stored, reload }: FormProps) {
  const before = useMemo(() => valuesOf(file), [file]);
  const [mine, setMine] = useState<Values>({});
  const [clashed, setClashed] = useState<readonly string[]>([]);
  const [source, setSource] = useState("registration");
  const [day, setDay] = useState<string | null>(file.day);
  const [reason, setReason] = useState("");
  const { sending, refusal, send, clear } = useSend(newId);
  const changed = Object.entries(mine).filter(([key, value]) => !same(value, before[key] ?? null));
  const clashes = clashed.filter((key) => changed.some(([one]) => one === key));
  const hints = Object.fromEntries(
    editable.flatMap(({ key }) => {
      const held = isMasked(file, key) ? textOf(file, key) : undefined;
      const said = held ? heldHint(key, held) : isSealed(key) ? "封存信息，只有办案人员可以查阅" : undefined;
      return said === undefined ? [] : [[key, said]];
    }),
  );
  const look = (): void => {
    setClashed(keysIn(refusal));
    clear();
    reload();
  };
  const take = (key: string): void => setMine(({ [key]: _mine, ...rest }) => rest);
  // what is put back as it stood is nobody's change: sent later, it would undo what somebody else has put there meanwhile
  const change = (key: string, value: FactValue | null): void =>
    same(value, before[key] ?? null) ? take(key) : setMine((now) => ({ ...now, [key]: value }));
  const save = async (): Promise<void> => {
    const body = {
      source,
      facts: Object.fromEntries(changed),
      seq: file.seq,
      ...(day !== null && { day }),
      ...(reason.trim() !== "" && { reason: reason.trim() }),
    };
    if (await send(`/api/registry/children/${file.childId}/facts`, body)) stored("信息已更新，等级已按新信息重新判定");
  };
  return (
    <CommandForm submit={save}>
      <Meanwhile clashes={clashes} file={file} mine={mine} take={take} />
      <Segmented block options={kinds} value={source} onChange={setSource} aria-label="更新的性质" />
      <FactGroups
        specs={editable}
        values={{ ...before, ...mine }}
        onChange={change}
        faults={faultsOf(refusal)}
        hints={hints}
        open={["child", "residence"]}
      />
      <Field title={source === "correction" ? "自哪天起就应如此" : "从哪天起变化"}>
        {(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}
      </Field>
      <Field title="说明" hint="可不填">
        {(id) => <Input id={id} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot
        refusal={refusal}
        reload={look}
        sending={sending}
        disabled={changed.length === 0}
        word={clashes.length > 0 ? "仍按我写的保存" : "保存"}
        note={changed.length === 0 ? "还没有改动" : `改动 ${changed.length} 项`}
      />
    </CommandForm>
  );
}
