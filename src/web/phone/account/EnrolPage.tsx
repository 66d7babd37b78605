/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { useEntering } from "./useEntering.ts";

/** From the supervisor's picture: this phone gets a name and is its reader's own from then on. */
export function EnrolPage({ code, entered }: { code: string; entered: () => void }) {
  const [name, setName] = useState("我的手机");
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
        <h1>绑定这部手机</h1>
      </header>
      <Fault said={entering.fault} />
      <form class="card" onSubmit={enrol}>
        <p>绑定以后，用这部手机打开就能工作，不用每次输密码。请只在自己的手机上绑定。</p>
        <Field
          label="给这部手机起个名字"
          hint="督导员看到这个名字，手机丢了好找出来停用"
          value={name}
          max={40}
          onInput={setName}
        />
        <button type="submit" class="btn main wide" disabled={entering.busy || name.trim() === ""}>
          绑定并进入
        </button>
      </form>
      <a class="btn wide" href="#/">
        不绑定，用别的办法进入
      </a>
    </main>
  );
}
