/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";

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
    const said = new SpeechSynthesisUtterance(lines.join("。"));
    said.lang = "zh-CN";
    said.rate = 0.9;
    said.addEventListener("end", () => setSpeaking(false));
    said.addEventListener("error", () => setSpeaking(false));
    speechSynthesis.speak(said);
  };
  return (
    <button type="button" class={`btn wide${speaking ? " on" : ""}`} aria-pressed={speaking} onClick={toggle}>
      {speaking ? "停下" : "读给我听"}
    </button>
  );
}
