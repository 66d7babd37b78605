import { App, Button } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { DueLine } from "#capabilities/returns/words.ts";
import { useMay, useMe } from "../app/session.ts";
import { doneWord, keyOf } from "./dueLines.ts";

/** The forms are fetched when somebody first acts. */
const HandingDrawer = lazy(async () => ({ default: (await import("./HandingDrawer.tsx")).HandingDrawer }));

export interface Handing {
  /** 已报送 for one's own office; its withdrawal there, and of an office below. */
  readonly buttonOf: (line: DueLine) => ReactNode;
  /** Stands once on the page. */
  readonly drawer: ReactNode;
}

/** Says that a report went out, or takes that back, from wherever it is listed. `area`: the office whose lines they are. */
export function useHanding(area: string, done: () => void): Handing {
  const may = useMay();
  const me = useMe();
  const { message } = App.useApp();
  const [wanted, setWanted] = useState<DueLine>();
  const close = (): void => setWanted(undefined);
  const buttonOf = (line: DueLine): ReactNode => {
    if (!may("returns.hand_in") || (line.handed === null && area !== me.area)) return null;
    const word = line.handed === null ? doneWord(line) : area === me.area ? "撤回" : "退回";
    return (
      <Button size="small" aria-label={`${word}：${line.title}`} onClick={() => setWanted(line)}>
        {word}
      </Button>
    );
  };
  const drawer = wanted && (
    <Suspense fallback={null}>
      <HandingDrawer
        key={keyOf(wanted)}
        line={wanted}
        close={close}
        done={(said) => {
          void message.success(said);
          close();
          done();
        }}
      />
    </Suspense>
  );
  return { buttonOf, drawer };
}
