/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { WaitingDeclaration } from "#capabilities/declaration/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { text } from "../language/text.ts";
import { get } from "../server.ts";

/**
 * One tap calls the parent, or who cares for the child. Numbers are opened when they are wanted, to verify what was
 * declared, and the trace says so; where the phone keeps its village they were handed over for that.
 */
export function CallParent({ one }: { readonly one: WaitingDeclaration }) {
  const [opened, setOpened] = useState<WaitingDeclaration>();
  const [fault, setFault] = useState<string>();
  const call = async (): Promise<void> => {
    const answer = await get<WaitingDeclaration>(`/api/declaration/declarations/${one.id}?purpose=verification`);
    if (answer.kind !== "ok") return setFault(answer.sentence);
    setFault(undefined);
    setOpened(answer.body);
    location.href = `tel:${answer.body.parent.phone}`;
  };
  if (opened)
    return (
      <>
        {[opened.parent, opened.carer].map(({ name, phone }, n) =>
          phone === "" ? null : (
            <a key={n} class="btn wide" href={`tel:${phone}`}>
              <Icon name="phone" />
              <span>{text("declaration.call_line", { name, phone })}</span>
            </a>
          ),
        )}
      </>
    );
  return (
    <>
      <button type="button" class="btn wide" onClick={() => void call()}>
        <Icon name="phone" />
        {text("declaration.call")}
      </button>
      {fault !== undefined && <output class="soft">{fault}</output>}
    </>
  );
}
