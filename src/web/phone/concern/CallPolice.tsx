/** @jsxImportSource preact */
import { text } from "../language/text.ts";
import { Icon } from "../parts/Icon.tsx";

/** Before anything else, with or without signal for anything else (强制报告意见 2: 立即向公安机关报案). */
export const CallPolice = () => (
  <a class="btn wide call-police" href="tel:110">
    <Icon name="phone" />
    {text("concern.police")}
  </a>
);
