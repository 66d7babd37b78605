import { App, Button } from "antd";
import { useState } from "react";
import { addDays } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { FormModal } from "../parts/SideDrawer.tsx";
import { NoticeFields } from "./NoticeFields.tsx";
import { type Draft, heldIn } from "./noticeDraft.ts";
import "../styles/form.css";

interface RemindProps {
  readonly childIds: readonly string[];
  readonly done: () => void;
}

function RemindForm({ childIds, done }: RemindProps) {
  const { today } = useMe();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>({ title: "请尽快走访", words: "这些孩子的走访已经到期，请在期限前上门，并把情况记下来。", readBy: addDays(today, 3), posts: ["director"], area: null }); // prettier-ignore
  const { sending, refusal, send } = useSend(newId);
  const { title, words, readBy } = draft;
  const missing = stillWanted({
    标题: title.trim().length >= 2,
    内容: words.trim().length >= 2,
    阅读期限: readBy !== null && readBy >= today,
  });
  const remind = async (): Promise<void> => {
    const body = { title: title.trim(), words: words.trim(), posts: ["director"], readBy, childIds };
    if (!(await send("/api/notice/notices", body))) return;
    void message.success("已提醒各村（社区）的儿童主任");
    done();
  };
  return (
    <CommandForm submit={remind}>
      <p className="muted">
        每位儿童主任只看到自己村（社区）的孩子，在手机上按姓名打开；通知里不用写姓名。要逐个办结的，请用“交办任务”。
      </p>
      <NoticeFields draft={draft} set={(changes) => setDraft({ ...draft, ...changes })} />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={missing !== undefined || heldIn(draft) !== undefined}
        word="发出提醒"
        note={missing}
      />
    </CommandForm>
  );
}

/** One notice to the directors of the villages of all children who are marked. `done`: forgets the marks. */
export function RemindMarked({ childIds, done }: RemindProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>提醒负责人</Button>
      <FormModal open={open} title={`提醒所选 ${childIds.length} 人的儿童主任`} onCancel={() => setOpen(false)}>
        <RemindForm childIds={childIds} done={done} />
      </FormModal>
    </>
  );
}
