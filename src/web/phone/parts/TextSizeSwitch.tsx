/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { chooseTextSize, sizeAfter, sizeWords, textSize } from "../textSize.ts";

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
      {sizeWords[next]}
    </button>
  );
}
