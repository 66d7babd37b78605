import { App } from "antd";
import { useCallback, useEffect, useRef } from "react";
import { go } from "../app/route.ts";
import { askBefore } from "../app/steps.ts";

/*
 * What is typed into a form and not sent yet: whoever closes it, opens another page or shuts the window is asked first.
 * Nothing of it is kept on the computer (docs/decisions/0018-traces.md: nothing about a child is).
 */

const forms = new Set<object>();

/** A second press of Back asks no second question. */
let asked = false;

/** Whether anything typed would be lost. */
export const isUnsaved = (): boolean => forms.size > 0;

/** What a submit says that sent nothing yet: the form only goes on to its next step. */
export const GOES_ON = "goes on";
export type Submit = () => Promise<void> | typeof GOES_ON;

interface Typed {
  readonly touch: () => void;
  /** While it is being sent nothing is lost by leaving: a stored form goes by itself. */
  readonly send: (form: HTMLFormElement, submit: Submit) => Promise<void>;
}

/** For a form: tells that something was typed, until it is sent or gone. */
export function useTyped(): Typed {
  const held = useRef({ here: true });
  useEffect(() => {
    const { current } = held;
    current.here = true;
    return () => {
      current.here = false;
      forms.delete(current);
    };
  }, []);
  const touch = useCallback((): void => void forms.add(held.current), []);
  const send = useCallback(async (form: HTMLFormElement, submit: Submit): Promise<void> => {
    const { current } = held;
    const typed = forms.delete(current);
    const doing = submit();
    if (doing === GOES_ON) return void (typed && forms.add(current));
    await doing;
    await new Promise((resolve) => setTimeout(resolve, 50)); // what was stored has shut its form by then, or says no refusal
    if (typed && current.here && form.querySelector(".refused")) forms.add(current);
  }, []);
  return { touch, send };
}

/** Does something that would lose what is typed: at once where nothing is, else once the person has said so. */
export function useLeave(): (then: () => void) => void {
  const { modal } = App.useApp();
  return (then) => {
    if (!isUnsaved()) return then();
    if (asked) return undefined;
    asked = true;
    modal.confirm({
      title: "填写的内容还没有保存",
      content: "离开后，已填写的内容不会保留。",
      okText: "不保存，离开",
      cancelText: "继续填写",
      // what keeps the work is the one that stands out
      okType: "default",
      okButtonProps: { danger: true },
      cancelButtonProps: { type: "primary" },
      autoFocusButton: "cancel",
      afterClose: () => (asked = false),
      onOk: () => {
        forms.clear();
        asked = false;
        then();
      },
    });
    return undefined;
  };
}

/** For the frame of the pages: links within them, the browser's Back and Forward, and the window itself. */
export function useGuardedPages(): void {
  const leave = useLeave();
  const asking = useRef(leave);
  useEffect(() => {
    asking.current = leave;
  });
  useEffect(() => {
    const shutting = (event: Event): void => {
      if (isUnsaved()) event.preventDefault();
    };
    const following = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#/"]') : null;
      if (!link || !isUnsaved() || event.ctrlKey || event.metaKey) return;
      // what was typed is in the file already to which it leads
      if (link.dataset["leaves"] !== undefined) return forms.clear();
      event.preventDefault();
      event.stopPropagation();
      asking.current(() => go(link.getAttribute("href") ?? ""));
    };
    askBefore((take) => {
      if (!isUnsaved()) return false;
      asking.current(take);
      return true;
    });
    addEventListener("beforeunload", shutting);
    document.addEventListener("click", following, { capture: true });
    return () => {
      askBefore(undefined);
      removeEventListener("beforeunload", shutting);
      document.removeEventListener("click", following, { capture: true });
    };
  }, []);
}
