// oxlint-disable-next-line import/no-unassigned-import -- it sets what the modules after it read
import "../ui/withoutEval.ts";
import { createRoot } from "react-dom/client";
// oxlint-disable-next-line import/no-unassigned-import -- it sets what the modules after it read
import "../ui/withoutEval.ts";
import { App } from "./app/App.tsx";
import "../ui/tokens.css";
import "../ui/level.css";
import "./styles/dark.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/grid.css";
import "./styles/print.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
