import { Input } from "antd";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { type Draft, heldIn } from "./noticeDraft.ts";

interface NoticeFieldsProps {
  readonly draft: Draft;
  readonly set: (changes: Partial<Draft>) => void;
}

/** Title, words and day: what each notice has. */
export function NoticeFields({ draft, set }: NoticeFieldsProps) {
  const held = heldIn(draft);
  return (
    <>
      <Field title="标题" required>
        {(id) => (
          <Input id={id} maxLength={60} placeholder="如：暑假前逐户提醒防溺水" value={draft.title} onChange={(event) => set({ title: event.target.value })} />
        )}
      </Field>
      <Field title="内容" required hint="不写孩子的姓名、身份证号、电话；联系方式写办公室固定电话">
        {(id) => (
          <Input.TextArea id={id} maxLength={2000} autoSize={{ minRows: 4, maxRows: 14 }} value={draft.words} status={held ? "error" : ""} onChange={(event) => set({ words: event.target.value })} />
        )}
      </Field>
      {held && <p className="late" role="alert">{held}</p>}
      <Field title="阅读期限" required>
        {(id) => <DayInput id={id} value={draft.readBy} onChange={(readBy) => set({ readBy })} />}
      </Field>
    </>
  );
} // prettier-ignore
