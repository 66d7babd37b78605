import { App, Button, type GetRef, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Refused } from "../parts/states.tsx";

/** How a task ended, and that it has: in the file and in every list of tasks. */
export function Closing({
  path,
  done,
  cancel,
}: {
  readonly path: string;
  readonly done: () => void;
  readonly cancel: () => void;
}) {
  const [outcome, setOutcome] = useState("");
  const field = useRef<GetRef<typeof Input.TextArea>>(null);
  useEffect(() => field.current?.focus(), []);
  const { message } = App.useApp();
  const { sending, refusal, send } = useSend(newId);
  const close = async (): Promise<void> => {
    if (!(await send(path, { outcome: outcome.trim() }))) return;
    void message.success("已办结");
    done();
  };
  return (
    <CommandForm look="closing" submit={close}>
      <Input.TextArea
        ref={field}
        aria-label="办理结果"
        placeholder="办理结果，如：已联系学校，孩子复学"
        maxLength={500}
        autoSize={{ minRows: 2 }}
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
      />
      <Refused refusal={refusal} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={outcome.trim().length < 2}>
        办结
      </Button>
      <Button onClick={cancel}>取消</Button>
    </CommandForm>
  );
}
