import { App, Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { call, refusalFrom } from "../app/api.ts";
import type { ChildFileData } from "./file.ts";

/** Prints the file after it was written down who prints it and what for; also where the browser is asked to print by its own keys. */
export function PrintFile({ file }: { readonly file: ChildFileData }) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const kept = useRef(false);
  const { childId, purpose } = file;
  useEffect(() => {
    const keep = (): void => {
      // the button has written it down already
      if (kept.current) return;
      void call("POST", `/api/registry/children/${childId}/printing`, { purpose: purpose ?? null }).catch(
        (thrown: unknown) => message.error(`打印没有记下：${refusalFrom(thrown).message}`),
      );
    };
    addEventListener("beforeprint", keep);
    return () => removeEventListener("beforeprint", keep);
  }, [childId, purpose, message]);
  const start = async (): Promise<void> => {
    setBusy(true);
    try {
      await call("POST", `/api/registry/children/${childId}/printing`, { purpose: purpose ?? null });
    } catch (thrown) {
      message.error(`没有打印：${refusalFrom(thrown).message}`);
      return;
    } finally {
      setBusy(false);
    }
    kept.current = true;
    print();
    kept.current = false;
  };
  return (
    <Button loading={busy} onClick={() => void start()}>
      打印
    </Button>
  );
}
