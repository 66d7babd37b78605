import { App, Button } from "antd";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import type { Origin } from "#capabilities/referral/words.ts";
import { useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import type { ChildFileData } from "./file.ts";
import { type ActionName, actions, actionTitle } from "./FileActions.tsx";
import "../styles/form.css";

/** The forms are fetched when somebody first acts: the list itself needs none of them. */
const ActionDrawer = lazy(async () => ({ default: (await import("./ActionDrawer.tsx")).ActionDrawer }));

interface Wanted {
  readonly childId: string;
  readonly name: ActionName;
  readonly origin?: Origin | undefined;
}

export interface ActHere {
  /** A button for each of the actions that this post may do, or null where it may do none. `origin`: what a referral comes from. */
  readonly buttons: (childId: string, names: readonly ActionName[], origin?: Origin) => ReactNode;
  /** Stands once on the page. */
  readonly drawer: ReactNode;
}

function Opened({
  wanted,
  close,
  done,
}: {
  readonly wanted: Wanted;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { message } = App.useApp();
  const file = useLoad<ChildFileData>(`/api/registry/children/${wanted.childId}`);
  const { refusal } = file;
  useEffect(() => {
    if (refusal === undefined) return;
    void message.error(refusal.message);
    close();
  }, [refusal, message, close]);
  if (!file.data) return null;
  return (
    <ActionDrawer
      name={wanted.name}
      file={file.data}
      origin={wanted.origin}
      close={close}
      done={() => {
        file.reload();
        done();
      }}
      show={close}
    />
  );
}

/** Acts on a child from a list, without leaving it: the same forms as in the file. `done`: reads the list anew. */
export function useActHere(done: () => void): ActHere {
  const may = useMay();
  const [wanted, setWanted] = useState<Wanted>();
  const able = (name: ActionName): boolean => may(actions.find((one) => one.name === name)?.may ?? "");
  const buttons: ActHere["buttons"] = (childId, names, origin) => {
    const shown = names.filter(able);
    if (shown.length === 0) return null;
    return (
      <span className="acts">
        {shown.map((name) => (
          <Button key={name} size="small" onClick={() => setWanted({ childId, name, origin })}>
            {actions.find((one) => one.name === name)?.brief ?? actionTitle(name)}
          </Button>
        ))}
      </span>
    );
  };
  const [close] = useState(() => () => setWanted(undefined));
  const drawer = wanted && (
    <Suspense fallback={null}>
      <Opened key={`${wanted.childId} ${wanted.name}`} wanted={wanted} close={close} done={done} />
    </Suspense>
  );
  return { buttons, drawer };
}
