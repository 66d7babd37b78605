import { Input } from "antd";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";

/** A problem found: what, what to do, who, until when (粤民发〔2024〕32号 五8). */
export interface FoundProblem {
  readonly title: string;
  readonly solution: string;
  readonly owner: string;
  readonly due: string | null;
}

export const noProblem: FoundProblem = { title: "", solution: "", owner: "", due: null };

/** As commands carry it. */
export const problemBody = ({ title, solution, owner, due }: FoundProblem): Record<string, unknown> => ({
  title: title.trim(),
  solution: solution.trim(),
  owner: owner.trim(),
  ...(due !== null && { due }),
});

interface ProblemFieldsProps {
  readonly value: FoundProblem;
  readonly onChange: (value: FoundProblem) => void;
}

export function ProblemFields({ value, onChange }: ProblemFieldsProps) {
  const set = (changes: Partial<FoundProblem>): void => onChange({ ...value, ...changes });
  return (
    <>
      <Field title="问题" required>
        {(id) => (
          <Input
            id={id}
            maxLength={100}
            placeholder="如：孩子已两周没有上学"
            value={value.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <Field title="解决方案">
        {(id) => (
          <Input.TextArea
            id={id}
            maxLength={300}
            autoSize={{ minRows: 2 }}
            placeholder="如：联系学校劝返，三天内再上门"
            value={value.solution}
            onChange={(event) => set({ solution: event.target.value })}
          />
        )}
      </Field>
      <Field title="责任人" hint="不填即为登记人自己">
        {(id) => (
          <Input id={id} maxLength={40} value={value.owner} onChange={(event) => set({ owner: event.target.value })} />
        )}
      </Field>
      <Field title="时限">{(id) => <DayInput id={id} value={value.due} onChange={(due) => set({ due })} />}</Field>
    </>
  );
}
