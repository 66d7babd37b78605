import { Button } from "antd";
import { useRef, useState } from "react";
import type { SlipTaken } from "#capabilities/slip/words.ts";
import type { Refusal } from "../app/api.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Card } from "../parts/Page.tsx";
import { Refused } from "../parts/states.tsx";
import { longDay } from "../../ui/dayText.ts";
import { upload } from "../survey/upload.ts";

interface State {
  readonly busy: boolean;
  readonly taken?: SlipTaken;
  readonly refusal?: Refusal | undefined;
}

/** Rows as people say them: 3—5、8. */
const rowsText = (rows: readonly number[]): string =>
  rows
    .reduce<[number, number][]>((spans, row) => {
      const last = spans.at(-1);
      if (last?.[1] === row - 1) last[1] = row;
      else spans.push([row, row]);
      return spans;
    }, [])
    .map(([from, to]) => (from === to ? `${from}` : `${from}—${to}`))
    .join("、");

/** The same line with the same words was taken before: by the days on which that was. */
function Before({ again }: { readonly again: SlipTaken["again"] }) {
  const days = [...new Set(again.map(({ on }) => on))].toSorted((one, other) => (one ?? "").localeCompare(other ?? ""));
  const rowsOf = (day: string | null): string => rowsText(again.flatMap(({ row, on }) => (on === day ? [row] : [])));
  return (
    <ul className="plain">
      {days.map((day) => (
        <li key={day}>
          第 {rowsOf(day)} 行：{day === null ? "此前" : longDay(day)}已经收到过，内容相同，没有改动
        </li>
      ))}
    </ul>
  );
}

function Told({ taken }: { readonly taken: SlipTaken }) {
  return (
    <div aria-live="polite">
      <p className="said">
        {taken.done > 0 || taken.again.length === 0 ? `已办理 ${taken.done} 行` : "这份表没有新的内容"}
        {taken.again.length > 0 && `，${taken.again.length} 行此前已经收到`}
        {taken.faults.length > 0 && `，${taken.faults.length} 行没有办理，请改正后再交`}。
      </p>
      {taken.again.length > 0 && <Before again={taken.again} />}
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
