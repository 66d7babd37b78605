import type { ReactNode } from "react";
import { hearing } from "./hearing.ts";
import { type Submit, useTyped } from "./unsaved.ts";

interface CommandFormProps {
  /** What Enter and the button do; the page stays where it is. */
  readonly submit: Submit;
  readonly children: ReactNode;
  /** A page of its own, and no drawer. */
  readonly wide?: boolean;
  /** Another class than a form's own: one line of a list. */
  readonly look?: string;
  /** Something was typed or chosen. */
  readonly touched?: () => void;
}

/** A form whose answer goes to the server by a command, and not by the browser. */
export function CommandForm({ submit, children, wide = false, look, touched }: CommandFormProps) {
  const { touch, send } = useTyped();
  const heard = (): void => {
    touch();
    touched?.();
  };
  return (
    <form
      className={look ?? (wide ? "form form-page" : "form")}
      onInput={heard}
      {...hearing(heard)}
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget, submit);
      }}
    >
      {children}
    </form>
  );
}
