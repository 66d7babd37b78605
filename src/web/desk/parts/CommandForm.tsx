import type { ReactNode } from "react";

interface CommandFormProps {
  /** What Enter and the button do; the page stays where it is. */
  readonly submit: () => Promise<void>;
  readonly children: ReactNode;
}

/** A form whose answer goes to the server by a command, and not by the browser. */
export function CommandForm({ submit, children }: CommandFormProps) {
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
    </form>
  );
}
