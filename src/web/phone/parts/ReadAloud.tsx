/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { spoken, text } from "../language/text.ts";

const canSpeak = (): boolean => "speechSynthesis" in globalThis && "SpeechSynthesisUtterance" in globalThis;

/** Reads a list to whoever cannot read it well, or has no hand free; the phone's own voice, also without signal. */
export function ReadAloud({ lines }: { lines: readonly string[] }) {
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => () => canSpeak() && speechSynthesis.cancel(), []);
  if (!canSpeak() || lines.length === 0) return null;
  const toggle = (): void => {
    speechSynthesis.cancel();
    setSpeaking(!speaking);
    if (speaking) return;
    const said = new SpeechSynthesisUtterance(lines.join(text("join.sentences")));
    said.lang = spoken();
    said.rate = 0.9;
    said.addEventListener("end", () => setSpeaking(false));
    said.addEventListener("error", () => setSpeaking(false));
    speechSynthesis.speak(said);
  };
  return (
    <button type="button" class={`btn wide${speaking ? " on" : ""}`} aria-pressed={speaking} onClick={toggle}>
      {text(speaking ? "read_aloud.stop" : "read_aloud.start")}
    </button>
  );
}
