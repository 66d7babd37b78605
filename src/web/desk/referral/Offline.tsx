import { Button } from "antd";
import { useRef, useState } from "react";
import type { SlipTaken } from "#capabilities/slip/words.ts";
import type { Refusal } from "../app/api.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Card } from "../parts/Page.tsx";
import { Refused } from "../parts/states.tsx";
import { upload } from "../survey/upload.ts";

interface State {
  readonly busy: boolean;
  readonly taken?: SlipTaken;
  readonly refusal?: Refusal | undefined;
}

function Told({ taken }: { readonly taken: SlipTaken }) {
  return (
    <div aria-live="polite">
      <p className="said">
        已办理 {taken.done} 行{taken.faults.length > 0 && `，${taken.faults.length} 行没有办理，请改正后再交`}。
      </p>
      {taken.faults.length > 0 && (
        <ul className="plain">
          {taken.faults.map(({ row, say }) => (
            <li key={row}>
              第 {row} 行：{say}
            </li>
          ))}
        </ul>
      )}
      {taken.left > 0 && (
        <p className="late">错误太多，后面填好的 {taken.left} 行没有处理；改正上面各行后再交回，已办理的不会重复。</p>
      )}
    </div>
  );
}

interface OfflineProps {
  readonly title: string;
  readonly note: string;
  /** The workbook's own word, and where it is made and taken back. */
  readonly word: string;
  readonly from: string;
  readonly to: string;
  readonly done: () => void;
}

/** For those who work offline: what waits as a workbook, and the same one taken back when it is filled. */
export function Offline({ title, note, word, from, to, done }: OfflineProps) {
  const [state, setState] = useState<State>({ busy: false });
  const input = useRef<HTMLInputElement>(null);
  const send = (files: FileList | null): void => {
    const file = files?.[0];
    if (!file) return;
    setState({ busy: true });
    upload<SlipTaken>(to, file, {
      progress: () => undefined,
      done: (taken) => {
        setState({ busy: false, taken });
        done();
      },
      failed: (refusal) => setState({ busy: false, refusal }),
    });
    if (input.current) input.current.value = "";
  };
  return (
    <Card title={title} note={note}>
      <div className="buttons">
        <TakeAlong label={`下载${word}`} path={from} usual="referral" only={["referral"]} />
        <input
          ref={input}
          type="file"
          accept=".xlsx"
          hidden
          aria-label={`填好的${word}`}
          onChange={(event) => send(event.target.files)}
        />
        <Button loading={state.busy} onClick={() => input.current?.click()}>
          交回填好的{word}
        </Button>
      </div>
      <Refused refusal={state.refusal} />
      {state.taken && <Told taken={state.taken} />}
    </Card>
  );
}
