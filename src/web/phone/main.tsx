/** @jsxImportSource preact */
// oxlint-disable-next-line import/no-unassigned-import -- it sets what the modules after it read
import "../ui/withoutEval.ts";
import { render } from "preact";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/attachment.css";
import "./style/concern.css";
import "./style/notice.css";
import "./style/language.css";
import { App } from "./app.tsx";
import { openLanguage } from "./language/languages.ts";
import { takeUpEarly } from "./server.ts";
import { lookEarly } from "./sync/useVault.ts";
import { applyTextSize, textSize } from "./textSize.ts";

takeUpEarly();
lookEarly();
applyTextSize(textSize());
const place = document.getElementById("app");
if (!place) throw new Error("the page has no #app");
void openLanguage().finally(() => render(<App />, place));
