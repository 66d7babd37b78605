/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { chooseTextSize, textSize } from "../textSize.ts";

export function TextSizeSwitch() {
  const [size, setSize] = useState(textSize);
  const other = size === "large" ? "normal" : "large";
  const change = (): void => {
    chooseTextSize(other);
    setSize(other);
  };
  return (
    <button type="button" class={`btn${size === "large" ? " on" : ""}`} onClick={change}>
      {other === "large" ? "大字" : "标准字"}
    </button>
  );
}
