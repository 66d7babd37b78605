/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { Choice } from "../parts/Choice.tsx";
import { Fault } from "../parts/Fault.tsx";
import { chooseLanguage, languages } from "./languages.ts";
import { spoken, text } from "./text.ts";

/** Each language called by its own name, so that whoever reads no other one finds it. */
export function LanguageChoice() {
  const [failed, setFailed] = useState(false);
  const choose = (language: string): void => {
    setFailed(false);
    chooseLanguage(language).catch(() => setFailed(true));
  };
  return (
    <>
      <Choice label={text("language.label")} options={languages} chosen={[spoken()]} onChoose={choose} />
      <Fault said={failed ? text("server.no_network") : undefined} />
    </>
  );
}
