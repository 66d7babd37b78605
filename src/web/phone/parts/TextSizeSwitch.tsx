/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { chooseTextSize, sizeAfter, textSize } from "../textSize.ts";
import { text } from "../language/text.ts";

/** One tap larger, up to the largest, then back. */
export function TextSizeSwitch() {
  const [size, setSize] = useState(textSize);
  const next = sizeAfter(size);
  const change = (): void => {
    chooseTextSize(next);
    setSize(next);
  };
  return (
    <button type="button" class={`btn${size === "normal" ? "" : " on"}`} onClick={change}>
      {text(`size.${next}`)}
    </button>
  );
}
