/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { LanguageChoice } from "../language/LanguageChoice.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { useEntering } from "./useEntering.ts";
import { text } from "../language/text.ts";

/** From the supervisor's picture: this phone gets a name and is its reader's own from then on. */
export function EnrolPage({ code, entered }: { code: string; entered: () => void }) {
  const [name, setName] = useState(() => text("enrol.phone_name"));
  const entering = useEntering(() => {
    location.replace("#/"); // the code is spent: the back key must not lead to it
    entered();
  });
  const enrol = (event: Event): void => {
    event.preventDefault();
    entering.send("POST", "/api/account/devices", { code, name: name.trim() });
  };
  return (
    <main class="page">
      <header class="top">
        <h1>{text("enrol.title")}</h1>
      </header>
      <LanguageChoice />
      <Fault said={entering.fault} />
      <form class="card" onSubmit={enrol}>
        <p>{text("enrol.hint")}</p>
        <Field label={text("enrol.name")} hint={text("enrol.name_hint")} value={name} max={40} onInput={setName} />
        <button type="submit" class="btn main wide" disabled={entering.busy || name.trim() === ""}>
          {text("enrol.send")}
        </button>
      </form>
      <a class="btn wide" href="#/">
        {text("enrol.other")}
      </a>
    </main>
  );
}
