/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { Icon } from "../parts/Icon.tsx";
import { type Caller, type ChildFile, phonesOf } from "../registry/file.ts";
import { get } from "../server.ts";
import { text } from "../language/text.ts";

/**
 * One tap calls the guardian. The number is opened when it is wanted, for a visit, and the trace says so; where the phone
 * keeps its village it was handed over for that. Others who can be called then stand below.
 */
export function CallButton({ childId, name }: { childId: string; name: string }) {
  const [phones, setPhones] = useState<readonly Caller[]>();
  const [fault, setFault] = useState<string>();
  const call = async (): Promise<void> => {
    const answer = await get<ChildFile>(`/api/registry/children/${childId}?purpose=visit`);
    if (answer.kind !== "ok") return setFault(answer.sentence);
    const found = phonesOf(answer.body);
    setPhones(found);
    setFault(found.length === 0 ? text("call.none") : undefined);
    if (found[0]) location.href = `tel:${found[0].phone}`;
  };
  if (phones?.length)
    return (
      <>
        {phones.map(({ who, name: called, phone }) => (
          <a key={phone} class="btn wide" href={`tel:${phone}`}>
            <Icon name="phone" />
            <span>{text("call.line", { who, name: called, phone })}</span>
          </a>
        ))}
      </>
    );
  return (
    <>
      <button type="button" class="btn wide" aria-label={text("call.whom", { name })} onClick={() => void call()}>
        <Icon name="phone" />
        {text("call.button")}
      </button>
      {fault !== undefined && <output class="soft">{fault}</output>}
    </>
  );
}
