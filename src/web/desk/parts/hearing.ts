import type { DragEvent, SyntheticEvent } from "react";

/*
 * What is chosen in a form and not typed: a list that opens beside the form, a calendar, a switch, a file that is dropped
 * tell the browser of no input. So what stands in the form is compared before and after each press.
 */

const parts = "input,textarea,.ant-select,.ant-upload-list,[role=switch],[aria-pressed]";

function said(part: Element): string {
  if (part instanceof HTMLInputElement) return `${part.value} ${part.checked} ${part.files?.length ?? ""}`;
  if (part instanceof HTMLTextAreaElement) return part.value;
  return `${part.getAttribute("aria-checked") ?? part.getAttribute("aria-pressed") ?? ""} ${part.textContent ?? ""}`;
}

/** What was there and says something else now; what has come or gone with the press is no answer of anybody. */
function answersIn(form: Element): () => boolean {
  const before = [...form.querySelectorAll(parts)].map((part) => [part, said(part)] as const);
  return () => before.some(([part, text]) => part.isConnected && said(part) !== text);
}

interface Hearing {
  readonly onMouseDownCapture: (event: SyntheticEvent<HTMLFormElement>) => void;
  readonly onClickCapture: (event: SyntheticEvent<HTMLFormElement>) => void;
  readonly onKeyDownCapture: (event: SyntheticEvent<HTMLFormElement>) => void;
  readonly onDrop: (event: DragEvent<HTMLFormElement>) => void;
}

/** For a form: presses in it and in what opens beside it reach it through React's own tree. */
export function hearing(heard: () => void): Hearing {
  const press = ({ currentTarget }: SyntheticEvent<HTMLFormElement>): void => {
    const isAnswered = answersIn(currentTarget);
    setTimeout(() => isAnswered() && heard());
  };
  const drop = ({ dataTransfer }: DragEvent<HTMLFormElement>): void => {
    if (dataTransfer.files.length > 0) heard();
  };
  return { onMouseDownCapture: press, onClickCapture: press, onKeyDownCapture: press, onDrop: drop };
}
