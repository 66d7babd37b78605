import { Modal } from "antd";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { Refusal } from "../app/api.ts";
import { ShowCode } from "./ShowCode.tsx";

interface Fresh {
  /** Does the work; where the server wants the second factor shown again, after it was shown. */
  readonly fresh: <T>(work: () => Promise<T>) => Promise<T>;
  /** The question for the code, to be put anywhere on the page. */
  readonly question: ReactNode;
  /** The work waits for the code. */
  readonly asking: boolean;
}

const isWanted = (thrown: unknown): boolean =>
  thrown instanceof Refusal && thrown.code === "account.fresh_factor_needed";

/** What needs a second factor of the last minutes asks for it on the spot and goes on by itself. */
export function useFresh(): Fresh {
  const [asking, setAsking] = useState(false);
  const waiting = useRef<((passed: boolean) => void) | undefined>(undefined);
  const settle = (passed: boolean): void => {
    setAsking(false);
    waiting.current?.(passed);
    waiting.current = undefined;
  };
  const fresh = useCallback(async <T,>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      if (!isWanted(thrown)) throw thrown;
      const passed = await new Promise<boolean>((tell) => {
        waiting.current = tell;
        setAsking(true);
      });
      if (!passed) throw thrown;
    }
    return work();
  }, []);
  const question = (
    <Modal open={asking} title="请再验证一次动态口令" footer={null} destroyOnHidden onCancel={() => settle(false)}>
      <ShowCode passed={() => settle(true)} />
    </Modal>
  );
  return { fresh, question, asking };
}
