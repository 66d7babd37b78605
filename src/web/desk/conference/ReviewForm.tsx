import { Input, Radio } from "antd";
import { useState } from "react";
import { reviewWords } from "#capabilities/conference/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { openCount } from "./Decisions.tsx";
import { type Acting, actPath } from "./HoldForm.tsx";

type Review = keyof typeof reviewWords;
const said: Readonly<Record<Review, string>> = {
  effective: "已评估，会商结束",
  on: "已改期评估",
  ended: "已评估，会商结束",
};

/** What may be said now: nothing open for having helped; before its day a conference can only be given up. */
function choicesOf({ shown }: Acting): { readonly value: Review; readonly label: string; readonly disabled: boolean }[] {
  const left = openCount(shown);
  const able: Readonly<Record<Review, boolean>> = { effective: shown.toReview && left === 0 && shown.fileOpen, on: shown.toReview && shown.fileOpen, ended: true };
  const choices: readonly Review[] = ["effective", "on", "ended"];
  return choices.map((value) => ({ value, label: reviewWords[value], disabled: !able[value] }));
} // prettier-ignore

function Hint({ shown }: Acting) {
  const left = openCount(shown);
  if (!shown.fileOpen) return <p className="said said-open">档案已经结案，会商只能说明原因后结束。</p>;
  if (!shown.toReview) return <p className="muted">还有 {left} 项决定没有落实，评估日期也还没有到。</p>;
  if (left > 0) return <p className="said">还有 {left} 项决定没有落实：先落实、重新交办或者说明不再落实，才能写“已见效”。</p>;
  return <p className="said">决定都已落实，请看孩子的情况是否好转。需要调整风险等级的，评估后在档案中“提出分级建议”。</p>;
} // prettier-ignore

/** Whether it helped: ends it, goes on, or calls the next one. */
export function ReviewForm(props: Acting) {
  const { shown, done } = props;
  const [review, setReview] = useState<Review>();
  const [note, setNote] = useState("");
  const [reviewOn, setReviewOn] = useState<string | null>(null);
  const { sending, refusal, send } = useSend(newId);
  const still = stillWanted({ 评估结果: review !== undefined, 评估日期: review !== "on" || reviewOn !== null, 评估情况: note.trim().length >= 2 });
  const save = async (): Promise<void> => {
    const body = { review, note: note.trim(), ...(review === "on" && { reviewOn }) };
    if (review && (await send(actPath(shown, "review"), body))) done(said[review]);
  };
  return (
    <>
      <Hint {...props} />
      <CommandForm submit={save}>
        <Field title="评估结果" required>
          {(id) => <Radio.Group id={id} className="verdicts" value={review} options={choicesOf(props)} onChange={(event) => setReview(event.target.value as Review)} />}
        </Field>
        {review === "on" && <Field title="下次评估日期" required>{(id) => <DayInput id={id} value={reviewOn} onChange={setReviewOn} />}</Field>}
        <Field title="评估情况" required hint="孩子现在怎样、还缺什么">
          {(id) => <Input.TextArea id={id} autoSize={{ minRows: 3 }} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="提交评估" note={still} />
      </CommandForm>
      {shown.fileOpen && (
        <p className="muted">
          没有见效、需要再商定的，<a href={linkTo(`children/${shown.childId}`, { confer: String(shown.no) })}>召集下一次会商</a>，没有落实的决定转到下一次。
        </p>
      )}
    </>
  );
} // prettier-ignore
